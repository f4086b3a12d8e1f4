import os
import time

import shelltally
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from shore import task_helpers
from shore.models import Visit


def home(request):
    visits = list(Visit.objects.all())
    return render(request, 'home.html', {
        'season': settings.SEASON,
        'shells': task_helpers.count_shells(visits),
        'tally': shelltally.total(visit.shells for visit in visits),
        'middle': shelltally.median(visit.shells for visit in visits),
        'tides': [task_helpers.tide_word(visit.tide_height) for visit in visits],
        'upload_limit': settings.UPLOAD_LIMIT,
        'has_map': bool(settings.MAP_TOKEN),
    })


def visits(request):
    return render(request, 'visits.html', {'visits': Visit.objects.order_by('id')})


def tides(request):
    with open(os.path.join(settings.STATIC_ROOT, 'shore', 'tides.txt')) as table:
        return HttpResponse(table.read(), content_type='text/plain')


def health(request):
    Visit.objects.count()
    return HttpResponse('ok %s\n' % settings.SEASON, content_type='text/plain')


def slow(request):
    seconds = float(request.GET.get('seconds', '10'))
    time.sleep(seconds)
    return HttpResponse('slept %s s\n' % seconds, content_type='text/plain')
