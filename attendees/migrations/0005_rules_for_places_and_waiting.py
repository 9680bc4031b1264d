from django.db import migrations, models

import attendees.models.booking


class Migration(migrations.Migration):

    dependencies = [("attendees", "0004_codes_ranks_and_list_prices")]

    operations = [
        migrations.AlterField(
            model_name='place',
            name='code',
            field=models.CharField(default=attendees.models.booking.new_reference, editable=False, max_length=12, unique=True),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('list_pence', models.expressions.CombinedExpression(models.F('price_pence'), '+', models.F('discount_pence')))), name='place_price_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='waitinglistentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_at__isnull', True), ('state__in', ('waiting', 'offered'))), models.Q(models.Q(('state__in', ('waiting', 'offered')), _negated=True), ('left_at__isnull', False)), _connector='OR'), name='waiting_left_at'),
        ),
    ]
