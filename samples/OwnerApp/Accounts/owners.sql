-- Who sees which brand. Roles get what the API's reader may do; the policy on the API's views asks the table of owners for the rest.
-- Who makes a role may not take it by that: the application's user is granted each, as it asks with one or the other.
EXECUTE IMMEDIATE $$
DECLARE
    application VARCHAR DEFAULT '"' || REPLACE(CURRENT_USER(), '"', '""') || '"';
BEGIN
    CREATE ROLE IF NOT EXISTS NOODLE_OWNER;
    CREATE ROLE IF NOT EXISTS LUNA_OWNER;
    CREATE ROLE IF NOT EXISTS COMPANY;
    GRANT ROLE CDC_READER TO ROLE NOODLE_OWNER;
    GRANT ROLE CDC_READER TO ROLE LUNA_OWNER;
    GRANT ROLE CDC_READER TO ROLE COMPANY;
    EXECUTE IMMEDIATE 'GRANT ROLE NOODLE_OWNER TO USER ' || application;
    EXECUTE IMMEDIATE 'GRANT ROLE LUNA_OWNER TO USER ' || application;
    EXECUTE IMMEDIATE 'GRANT ROLE COMPANY TO USER ' || application;
    MERGE INTO CI_DB.API_SCHEMA.CDC_OWNER AS owner
    USING (
        SELECT column1 AS role_name, column2 AS brand_id
        FROM VALUES ('NOODLE_OWNER', 'BRAND_A'), ('LUNA_OWNER', 'BRAND_B'), ('COMPANY', 'BRAND_A'), ('COMPANY', 'BRAND_B')
    ) AS given
    ON owner.role_name = given.role_name AND owner.brand_id = given.brand_id
    WHEN NOT MATCHED THEN INSERT (role_name, brand_id) VALUES (given.role_name, given.brand_id);
END
$$
