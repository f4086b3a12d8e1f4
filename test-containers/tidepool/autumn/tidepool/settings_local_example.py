# Copy this file to settings_local.py and fill it in: every name here must be there.

# Any long random text.
SECRET_KEY = ''

# OLD_NAME = 1

DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.mysql',
        'NAME': 'tidepool',
        'USER': 'tidepool',
        'PASSWORD': '',
    }
}

PAGE_SIZES = dict(
    VISITS = 20,
    PHOTOS = 12,
    TIDES = 30,
)

DEFAULT_FROM_EMAIL = 'keepers@tidepool.example'

# From the provider of the map; secret, and different on every server.
MAP_TOKEN = ''

# In megabytes.
UPLOAD_LIMIT = 20
