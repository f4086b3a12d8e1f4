# What today's Django wants to know about itself.
import os

INSTALLED_APPS = [
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.staticfiles',
    'people',
    'shore',
]
MIDDLEWARE = ['django.middleware.common.CommonMiddleware']
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'templates')],
        # Loaders named here are not cached, so that a notice shows at once.
        'OPTIONS': {'loaders': ['django.template.loaders.filesystem.Loader']},
    }
]
