from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shore', '0003_visit_weather'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='counted_by',
            field=models.CharField(default='', max_length=40),
        ),
        migrations.AddField(
            model_name='visit',
            name='tide_height',
            field=models.FloatField(null=True),
        ),
    ]
