from django.db import migrations


def fill(apps, schema_editor):
    visits = apps.get_model('shore', 'Visit').objects.filter(counted_by='').update(counted_by='unknown')
    print("counted_by filled in %d visits" % visits)


def empty(apps, schema_editor):
    apps.get_model('shore', 'Visit').objects.filter(counted_by='unknown').update(counted_by='')


class Migration(migrations.Migration):

    dependencies = [
        ('shore', '0004_visit_tide'),
    ]

    operations = [
        migrations.RunPython(fill, empty),
    ]
