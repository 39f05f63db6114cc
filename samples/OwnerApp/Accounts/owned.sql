SELECT brand_id FROM CI_DB.API_SCHEMA.CDC_OWNER WHERE role_name = ? ORDER BY brand_id
