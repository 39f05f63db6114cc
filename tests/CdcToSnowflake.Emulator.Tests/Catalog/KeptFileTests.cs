using System.IO.Compression;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using Microsoft.Extensions.Time.Testing;

namespace CdcToSnowflake.Emulator.Tests.Catalog;

/// <summary>
/// The file as a release left it, with an object of each kind: later ones of the format open it, and go on where it stood. CDC_WRITE_GOLDENS=1 adds the one of a new format,
/// and never changes one that is: a release that can't open it raises <see cref="CatalogStore.FormatVersion"/>.
/// </summary>
public sealed class KeptFileTests : IDisposable
{
    private static readonly string Kept = Path.Combine(Here(), "Files", $"format-{CatalogStore.FormatVersion}.db.gz");

    private readonly string _folder = Directory.CreateTempSubdirectory("kept-").FullName;

    private string Database => Path.Combine(_folder, "kept.db");

    public KeptFileTests()
    {
        if (!File.Exists(Kept) && Environment.GetEnvironmentVariable("CDC_WRITE_GOLDENS") == "1")
        {
            Write();
        }

        using var from = new GZipStream(File.OpenRead(Kept), CompressionMode.Decompress);
        using var to = File.Create(Database);
        from.CopyTo(to);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void HasEachKindOfObject()
    {
        using var duck = new DuckSession($"DataSource={Database}");
        using var rows = duck.Query("SELECT DISTINCT definition ->> '$.kind' FROM __sf.object");
        var kinds = new List<string>();
        while (rows.Read())
        {
            kinds.Add(rows.GetString(0));
        }

        Assert.Equal(typeof(CatalogObject).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => (string)kind.TypeDiscriminator!).Order(StringComparer.Ordinal), kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Opened_MergesWhatItsStreamHolds_AndTakesChangesOn()
    {
        await using var emulator = new SnowflakeEmulator(Options(Database));
        using var sql = emulator.OpenIn("KEPT");
        Assert.Equal(["1|a"], sql.Rows("SELECT id, name FROM raw ORDER BY id"));

        await emulator.DrainAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["1|a", "2|b"], sql.Rows("SELECT id, name FROM raw ORDER BY id"));

        sql.Run("INSERT INTO stg VALUES (2, 'changed'), (3, 'c')");
        await emulator.DrainAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["1|a", "2|changed", "3|c"], sql.Rows("SELECT id, name FROM raw ORDER BY id"));
        Assert.Equal("3", sql.One("SELECT n FROM counted"));
        Assert.Equal("***", sql.One("USE ROLE reader; SELECT DISTINCT name FROM guarded"));
    }

    [Fact]
    public void Opened_EachObjectIsShownAsItWas()
    {
        using var emulator = new SnowflakeEmulator(Options(Database));
        using var sql = emulator.OpenIn("KEPT");
        foreach (var (kind, name) in ((string, string)[])
            [
                ("FILE FORMATS", "PARQUET_FORMAT"), ("STAGES", "FILES"), ("PIPES", "LOADS"), ("STREAMS", "CHANGES"), ("TASKS", "MERGE"), ("PROCEDURES", "COUNTS"), ("TAGS", "COST"), ("MASKING POLICIES", "HIDE"),
                ("ROW ACCESS POLICIES", "ALL_ROWS"), ("SEMANTIC VIEWS", "MEANING"), ("SNOWFLAKE.CORE.BUDGET", "MONTHLY"), ("WAREHOUSES", "WH"), ("RESOURCE MONITORS", "MONITOR"), ("ROLES", "READER"), ("INTEGRATIONS", "BUCKET"),
            ])
        {
            Assert.Contains(sql.Rows($"SHOW {kind}"), row => row.Split('|').Contains(name));
        }

        Assert.Equal("7", sql.One("CALL counts(7)"));
        Assert.Contains(sql.Rows("SHOW GRANTS TO ROLE reader"), row => row.Split('|').Contains("SELECT"));
    }

    // The file's own time: by today's its stream would be stale.
    private static EmulatorOptions Options(string database) => new() { Database = database, Clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero)) };

    private static void Write()
    {
        var folder = Directory.CreateTempSubdirectory("keep-");
        try
        {
            var database = Path.Combine(folder.FullName, "new.db");
            using (var emulator = new SnowflakeEmulator(Options(database)))
            {
                using var sql = emulator.OpenIn("KEPT");
                sql.Run("""
                    CREATE TABLE stg (id NUMBER(10,0) NOT NULL, name VARCHAR);
                    CREATE TABLE raw (id NUMBER(10,0) NOT NULL PRIMARY KEY, name VARCHAR(20) DEFAULT 'none', at TIMESTAMP_NTZ(6), price NUMBER(12,2), bytes BINARY, doc VARIANT) COMMENT = 'the mirror';
                    CREATE TABLE guarded (name VARCHAR, owner VARCHAR);
                    INSERT INTO guarded VALUES ('secret', 'o');
                    INSERT INTO raw (id, name) VALUES (1, 'a');
                    CREATE VIEW counted AS SELECT COUNT(*) AS n FROM raw;
                    CREATE TAG cost;
                    ALTER TABLE raw SET TAG cost = 'cdc';
                    CREATE ROLE reader;
                    GRANT ROLE reader TO USER emulator;
                    GRANT USAGE ON DATABASE KEPT TO ROLE reader;
                    GRANT USAGE ON SCHEMA KEPT.PUBLIC TO ROLE reader;
                    GRANT SELECT ON TABLE guarded TO ROLE reader;
                    CREATE MASKING POLICY hide AS (v VARCHAR) RETURNS VARCHAR -> IFF(CURRENT_ROLE() = 'READER', '***', v);
                    ALTER TABLE guarded MODIFY COLUMN name SET MASKING POLICY hide;
                    CREATE ROW ACCESS POLICY all_rows AS (o VARCHAR) RETURNS BOOLEAN -> o = 'o';
                    ALTER TABLE guarded ADD ROW ACCESS POLICY all_rows ON (owner);
                    CREATE WAREHOUSE wh WITH WAREHOUSE_SIZE = XSMALL;
                    CREATE RESOURCE MONITOR monitor WITH CREDIT_QUOTA = 1;
                    CREATE STORAGE INTEGRATION bucket TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'S3' ENABLED = TRUE STORAGE_AWS_ROLE_ARN = 'arn:aws:iam::1:role/r' STORAGE_ALLOWED_LOCATIONS = ('s3://kept/');
                    CREATE FILE FORMAT parquet_format TYPE = PARQUET;
                    CREATE STAGE files URL = 's3://kept/files/' STORAGE_INTEGRATION = bucket;
                    CREATE PIPE loads AUTO_INGEST = TRUE AS COPY INTO stg FROM (SELECT $1:id::NUMBER(10,0), $1:name::VARCHAR FROM @files/stg/) FILE_FORMAT = (FORMAT_NAME = 'parquet_format');
                    CREATE PROCEDURE counts(n NUMBER(10,0)) RETURNS NUMBER(10,0) LANGUAGE SQL EXECUTE AS CALLER AS BEGIN RETURN n; END;
                    CREATE SEMANTIC VIEW meaning TABLES (r AS raw PRIMARY KEY (id)) DIMENSIONS (r.name AS name) METRICS (r.n AS COUNT(id));
                    CREATE SNOWFLAKE.CORE.BUDGET monthly ();
                    CREATE STREAM changes ON TABLE stg;
                    CREATE TASK merge WAREHOUSE = wh WHEN SYSTEM$STREAM_HAS_DATA('changes') AS
                        MERGE INTO raw r USING changes s ON r.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name);
                    ALTER TASK merge RESUME;
                    INSERT INTO stg VALUES (2, 'b');
                    """);
            }

            using var from = File.OpenRead(database);
            using var to = new GZipStream(File.Create(Kept), CompressionLevel.SmallestSize);
            from.CopyTo(to);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
