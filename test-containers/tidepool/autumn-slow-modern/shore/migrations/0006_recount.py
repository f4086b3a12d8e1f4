import time

from django.db import migrations


def recount(apps, schema_editor):
    print("recounting slowly", flush=True)
    time.sleep(12)
    print("recounted")


class Migration(migrations.Migration):

    dependencies = [
        ('shore', '0005_fill_counted_by'),
    ]

    operations = [
        migrations.RunPython(recount, migrations.RunPython.noop),
    ]
