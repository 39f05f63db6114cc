using CdcToSnowflake.Tests.Servers;

namespace CdcToSnowflake.Tests.Capture.SchemaChanges;

/// <summary>Schema changes on a MySQL while it is captured.</summary>
[Collection(MySqlCollection.Name)]
public sealed class SchemaChangeTests(MySqlFixture mysql)
{
    private const string Schema = "schema_changes";

    [Theory]
    [MemberData(nameof(SchemaChangeScenarios.Statements), MemberType = typeof(SchemaChangeScenarios))]
    public Task Run_Statement_EndsEqualToTheSource(string statements) => SchemaChangeScenarios.FollowAsync(mysql.Server, Schema, statements);

    [Fact]
    public Task Run_KilledAtAnyWrite_EndsEqualToTheSource() => SchemaChangeScenarios.KilledAnywhereAsync(mysql.Server, Schema, SchemaChangeScenarios.Several);
}
