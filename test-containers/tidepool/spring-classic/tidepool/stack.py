# What Django 1.4 with South wants to know about itself.
import os

INSTALLED_APPS = (
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.staticfiles',
    'south',
    'people',
    'shore',
)
MIDDLEWARE_CLASSES = ('django.middleware.common.CommonMiddleware',)
TEMPLATE_DIRS = (os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'templates'),)
