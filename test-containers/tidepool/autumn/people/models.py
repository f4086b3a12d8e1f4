from django.contrib.auth.models import User
from django.db import models


class Keeper(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    status = models.CharField(max_length=20, default='learning')
    phone = models.CharField(max_length=30, default='')
    best_tide = models.FloatField(null=True)
