from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('shore', '0005_fill_counted_by'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='checked',
            field=models.BooleanField(default=False),
        ),
        # One visit has no date: a strict database refuses this, and has kept the column by then.
        migrations.AlterField(
            model_name='visit',
            name='date',
            field=models.DateField(),
        ),
    ]
