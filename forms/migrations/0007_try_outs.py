import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0006_form_layout'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TryOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('typed', models.JSONField(default=dict, verbose_name='answers')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='known of the case')),
                ('today', models.DateField(verbose_name='day')),
                ('expected', models.JSONField(default=dict, verbose_name='what comes out')),
                ('saved_at', models.DateTimeField(auto_now=True)),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='try_outs', to='forms.formdefinition', verbose_name='form')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'try-out',
                'verbose_name_plural': 'try-outs',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('definition', 'name'), name='forms_try_out_name')],
            },
        ),
    ]
