from south.db import db
from south.v2 import SchemaMigration
from django.db import models


class Migration(SchemaMigration):

    def forwards(self, orm):
        # Adding model 'Site'
        db.create_table('shore_site', (
            ('id', self.gf('django.db.models.fields.AutoField')(primary_key=True)),
            ('name', self.gf('django.db.models.fields.CharField')(max_length=80)),
        ))
        db.send_create_signal('shore', ['Site'])

        # Adding model 'Visit'
        db.create_table('shore_visit', (
            ('id', self.gf('django.db.models.fields.AutoField')(primary_key=True)),
            ('site', self.gf('django.db.models.fields.related.ForeignKey')(to=orm['shore.Site'])),
            ('date', self.gf('django.db.models.fields.DateField')(null=True, blank=True)),
            ('shells', self.gf('django.db.models.fields.IntegerField')(default=0)),
        ))
        db.send_create_signal('shore', ['Visit'])


    def backwards(self, orm):
        # Deleting model 'Site'
        db.delete_table('shore_site')

        # Deleting model 'Visit'
        db.delete_table('shore_visit')


    models = {
        'shore.site': {
            'Meta': {'object_name': 'Site'},
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'name': ('django.db.models.fields.CharField', [], {'max_length': '80'})
        },
        'shore.visit': {
            'Meta': {'object_name': 'Visit'},
            'date': ('django.db.models.fields.DateField', [], {'null': 'True', 'blank': 'True'}),
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'shells': ('django.db.models.fields.IntegerField', [], {'default': '0'}),
            'site': ('django.db.models.fields.related.ForeignKey', [], {'to': "orm['shore.Site']"})
        }
    }

    complete_apps = ['shore']
