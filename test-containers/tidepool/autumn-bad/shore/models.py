from django.db import models


class Site(models.Model):
    name = models.CharField(max_length=80)


class Visit(models.Model):
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    date = models.DateField()
    shells = models.IntegerField(default=0)
    weather = models.CharField(max_length=40, default='')
    tide_height = models.FloatField(null=True)
    counted_by = models.CharField(max_length=40, default='')
    checked = models.BooleanField(default=False)


class Photo(models.Model):
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE)
    caption = models.CharField(max_length=120, default='')
