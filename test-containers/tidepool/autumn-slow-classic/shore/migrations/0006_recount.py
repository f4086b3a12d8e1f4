import sys
import time
from south.db import db
from south.v2 import DataMigration
from django.db import models

class Migration(DataMigration):

    def forwards(self, orm):
        print("recounting slowly")
        sys.stdout.flush()
        time.sleep(12)
        print("recounted")

    def backwards(self, orm):
        pass

    models = {
        'shore.photo': {
            'Meta': {'object_name': 'Photo'},
            'caption': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '120'}),
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'visit': ('django.db.models.fields.related.ForeignKey', [], {'to': "orm['shore.Visit']"})
        },
        'shore.site': {
            'Meta': {'object_name': 'Site'},
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'name': ('django.db.models.fields.CharField', [], {'max_length': '80'})
        },
        'shore.visit': {
            'Meta': {'object_name': 'Visit'},
            'counted_by': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '40'}),
            'date': ('django.db.models.fields.DateField', [], {'null': 'True', 'blank': 'True'}),
            'id': ('django.db.models.fields.AutoField', [], {'primary_key': 'True'}),
            'shells': ('django.db.models.fields.IntegerField', [], {'default': '0'}),
            'site': ('django.db.models.fields.related.ForeignKey', [], {'to': "orm['shore.Site']"}),
            'tide_height': ('django.db.models.fields.FloatField', [], {'null': 'True'}),
            'weather': ('django.db.models.fields.CharField', [], {'default': "''", 'max_length': '40'})
        }
    }

    complete_apps = ['shore']
    symmetrical = True
