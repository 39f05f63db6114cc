using System.Data.Common;

namespace CdcToSnowflake.Emulator.Tests.Information;

/// <summary>DESCRIBE, as each kind's page in Snowflake's manual describes it.</summary>
public sealed class DescribeTests : IDisposable
{
    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public DescribeTests() => _sql = _emulator.OpenIn();

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    // The example of the page "DESCRIBE TABLE", its masked column among them.
    [Fact]
    public void DescribeTable_TheManualsExample()
    {
        _sql.Run("""
            CREATE MASKING POLICY email_mask AS (v VARCHAR) RETURNS VARCHAR -> '***';
            CREATE OR REPLACE TABLE desc_example(
              c1 INT PRIMARY KEY,
              c2 INT,
              c3 INT UNIQUE,
              c4 VARCHAR(30) DEFAULT 'Not applicable' COMMENT 'This column is rarely populated',
              c5 VARCHAR(100) WITH MASKING POLICY email_mask)
            """);
        Assert.Equal(
            [
                "C1|NUMBER(38,0)|COLUMN|N|∅|Y|N|∅|∅|∅|∅|∅|∅",
                "C2|NUMBER(38,0)|COLUMN|Y|∅|N|N|∅|∅|∅|∅|∅|∅",
                "C3|NUMBER(38,0)|COLUMN|Y|∅|N|Y|∅|∅|∅|∅|∅|∅",
                "C4|VARCHAR(30)|COLUMN|Y|'Not applicable'|N|N|∅|∅|This column is rarely populated|∅|∅|∅",
                "C5|VARCHAR(100)|COLUMN|Y|∅|N|N|∅|∅|∅|D.PUBLIC.EMAIL_MASK|∅|∅",
            ],
            _sql.Rows("DESCRIBE TABLE desc_example"));
        Assert.Equal("EMAIL_MASK|(V VARCHAR)|VARCHAR|'***'", _sql.One("DESC MASKING POLICY email_mask"));
    }

    [Fact]
    public void DescribeView_AndContainers()
    {
        _sql.Run("CREATE TABLE emp (id INT, lname VARCHAR(50)); CREATE VIEW emp_view AS SELECT id \"Employee Number\", lname FROM emp");
        Assert.Equal(["Employee Number|NUMBER(38,0)", "LNAME|VARCHAR(50)"], _sql.Rows("DESC VIEW emp_view ->> SELECT \"name\", \"type\" FROM $1"));
        Assert.Equal(["EMP|TABLE", "EMP_VIEW|VIEW"], _sql.Rows("DESC SCHEMA PUBLIC ->> SELECT \"name\", \"kind\" FROM $1"));
        Assert.Equal(["PUBLIC|SCHEMA"], _sql.Rows("DESC DATABASE D ->> SELECT \"name\", \"kind\" FROM $1"));
        Assert.Equal(2003, _sql.Fails("DESC TABLE missing").Number);
    }

    [Fact]
    public void DescribeStage_SaysItsPlace()
    {
        _sql.Run("CREATE STAGE st URL = 's3://b/p/' DIRECTORY = (ENABLE = TRUE)");
        Assert.Equal(
            ["""STAGE_LOCATION|URL|String|["s3://b/p/"]""", "DIRECTORY|ENABLE|Boolean|true"],
            _sql.Rows("DESC STAGE st ->> SELECT \"parent_property\", \"property\", \"property_type\", \"property_value\" FROM $1 WHERE \"property\" IN ('URL', 'ENABLE')"));
    }

    [Fact]
    public void DescribeFileFormat_SaysValuesAndDefaults()
    {
        _sql.Run("CREATE FILE FORMAT f TYPE = JSON STRIP_OUTER_ARRAY = TRUE");
        Assert.Equal(
            ["TYPE|String|JSON|CSV", "STRIP_OUTER_ARRAY|Boolean|true|false"],
            _sql.Rows("DESC FILE FORMAT f ->> SELECT * FROM $1 WHERE \"property\" IN ('TYPE', 'STRIP_OUTER_ARRAY')"));
    }
}
