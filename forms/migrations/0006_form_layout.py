from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forms', '0005_instruments'),
    ]

    operations = [
        migrations.AddField(
            model_name='formdefinition',
            name='layout',
            field=models.CharField(blank=True, choices=[('', 'one long page'), ('pages', 'a page at a time'), ('questions', 'a question at a time')], default='', help_text='A page at a time: sections marked “Begins a new page” begin one. A question at a time suits telephones and few questions.', max_length=12, verbose_name='how it is filled in'),
        ),
    ]
