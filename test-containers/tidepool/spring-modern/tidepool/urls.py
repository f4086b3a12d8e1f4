from django.urls import re_path

from tidepool.pages import pages

urlpatterns = [re_path(pattern, view) for pattern, view in pages]
