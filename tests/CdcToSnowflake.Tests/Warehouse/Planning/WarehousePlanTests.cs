using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Tests.Warehouse.Planning;

/// <summary>What applying a plan does and refuses, whatever planned it.</summary>
public sealed class WarehousePlanTests : IDisposable
{
    private static readonly PlanStep Harmless = new(new SqlStatement("table/create-raw", "T", "CREATE TABLE T (C INT)"), "there is no such table", new PlanCost(PlanCostKind.Metadata));
    private static readonly PlanStep Losing = new(new SqlStatement("stream/create-raw", "S", "CREATE OR REPLACE STREAM S ON TABLE T"), "the stream is stale", new PlanCost(PlanCostKind.Scan)) { Loss = "changes that nobody read" };

    private readonly RecordingDataSource _snowflake = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _snowflake.Dispose();

    [Fact]
    public async Task ApplyAsync_StepThatLosesData_RunsNothingWithoutConsent()
    {
        PlanException error = await Assert.ThrowsAsync<PlanException>(() => Plan(Harmless, Losing).ApplyAsync(_snowflake, cancellationToken: Cancellation));

        Assert.Contains("changes that nobody read", error.Message, StringComparison.Ordinal);
        Assert.Empty(_snowflake.Statements);
    }

    [Fact]
    public async Task ApplyAsync_StepThatLosesDataWithConsent_RunsAllInOrder()
    {
        await Plan(Harmless, Losing).ApplyAsync(_snowflake, acceptLoss: true, cancellationToken: Cancellation);

        Assert.Equal([Harmless.Statement.Text, Losing.Statement.Text], _snowflake.Statements.Select(sql => sql.Trim()));
    }

    [Fact]
    public void ToScript_StepThatLosesData_SaysSoAboveIt() =>
        Assert.Contains("-- LOSES DATA: changes that nobody read\nCREATE OR REPLACE STREAM S", Plan(Losing).ToScript(), StringComparison.Ordinal);

    private static WarehousePlan Plan(params PlanStep[] steps) => new(steps, [], []);
}
