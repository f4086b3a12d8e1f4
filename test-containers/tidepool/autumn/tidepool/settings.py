import os

from tidepool.stack import *

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

SEASON = 'autumn'
DEBUG = False
ALLOWED_HOSTS = ['*']
ROOT_URLCONF = 'tidepool.urls'
TIME_ZONE = 'Australia/Hobart'
USE_TZ = False
STATIC_URL = '/static/'
STATIC_ROOT = '/srv/tidepool-static'

from tidepool.settings_local import *
