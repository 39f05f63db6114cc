using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Capture.SchemaChanges;

/// <summary>Schema changes on a MariaDB while it is captured.</summary>
public sealed class SchemaChangeMariaDbTests(SchemaChangeMariaDbTests.Fixture fixture) : IClassFixture<SchemaChangeMariaDbTests.Fixture>
{
    private const string Schema = "schema_changes";

    [Theory]
    [MemberData(nameof(SchemaChangeScenarios.Statements), MemberType = typeof(SchemaChangeScenarios))]
    [InlineData("CREATE OR REPLACE TABLE t (id INT PRIMARY KEY, b VARCHAR(20)) SELECT id, b FROM u; INSERT INTO t VALUES (900, 'b')")]
    [InlineData("ALTER TABLE p CONVERT PARTITION p0 TO TABLE x; UPDATE x SET a = 7 WHERE id = 1; INSERT INTO p VALUES (600, 6)")]
    [InlineData("CREATE TABLE x (id INT PRIMARY KEY, a INT); INSERT INTO x VALUES (1500, 1); ALTER TABLE p CONVERT TABLE x TO PARTITION p3 VALUES LESS THAN (2000)")]
    [InlineData("UPDATE t SET a = 7 WHERE id < 9; ALTER IGNORE TABLE t ADD UNIQUE (a)")]
    [InlineData("SET sql_mode = ''; ALTER IGNORE TABLE t MODIFY b VARCHAR(4), RENAME COLUMN c TO cc; INSERT INTO t VALUES (306, 1, 'b', 2, 'x')")]
    [InlineData("ALTER TABLE t WAIT 5 ADD COLUMN IF NOT EXISTS d INT NOT NULL DEFAULT 5, RENAME COLUMN IF EXISTS a TO aa")]
    public Task Run_Statement_EndsEqualToTheSource(string statements) => SchemaChangeScenarios.FollowAsync(fixture.Server, Schema, statements);

    [Fact]
    public Task Run_KilledAtAnyWrite_EndsEqualToTheSource() => SchemaChangeScenarios.KilledAnywhereAsync(fixture.Server, Schema, SchemaChangeScenarios.Several);

    public sealed class Fixture : IAsyncLifetime
    {
        internal MariaDbServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await MariaDbServer.StartAsync();

        public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
