using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Accounts;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Merges whose text is too long for a task.</summary>
public sealed class ProcedureTests
{
    [Fact]
    public void SetUpTasks_ThousandTables_NoTextIsLongerThanSnowflakeRecommends()
    {
        List<SqlStatement> script = [.. new SnowflakeSql(Model(1_000), new SqlOptions { Loading = LoadMode.Task }).SetUpTasks()];

        Assert.All(script, statement => Assert.InRange(Encoding.UTF8.GetByteCount(statement.Text), 1, IsProcedure(statement) ? 100_000 : 1_000_000));
        Assert.Equal(["procedure/create-load-stg", "procedure/create-merge-ci", "procedure/create-merge-raw"], script.Where(IsProcedure).Select(statement => statement.Template).Distinct().Order());
    }

    [Theory]
    [InlineData(MergeScope.Brand)]
    [InlineData(MergeScope.Table)]
    public void SetUpTasks_ThousandTables_EachIsMergedOnceAndEachProcedureCalledOnce(MergeScope scope)
    {
        List<SqlStatement> script = [.. new SnowflakeSql(Model(1_000), new SqlOptions { RawScope = scope }).SetUpTasks()];
        List<string> procedures = [.. script.Where(IsProcedure).Select(statement => statement.Text)];

        for (int table = 0; table < 1_000; table++)
        {
            Assert.Single(procedures, text => text.Contains($"MERGE INTO \"B_DB\".\"RAW_SCHEMA\".\"TABLE_{table}\" AS t", StringComparison.Ordinal));
            Assert.Single(procedures, text => text.Contains($"MERGE INTO \"CI_DB\".\"CI_SCHEMA\".\"TABLE_{table}\" AS t", StringComparison.Ordinal));
        }
        string tasks = string.Concat(script.Where(statement => statement.Template.StartsWith("task/create", StringComparison.Ordinal)).Select(statement => statement.Text));
        Assert.All(script.Where(IsProcedure), statement => Assert.Equal(2, tasks.Split($"CALL \"{statement.Name.Replace(".", "\".\"", StringComparison.Ordinal)}\"(").Length));
        Assert.DoesNotContain("MERGE INTO", tasks, StringComparison.Ordinal);
    }

    [Fact]
    public void SetUpTasks_FewTables_StandInTheTasksBodies()
    {
        List<SqlStatement> script = [.. new SnowflakeSql(Model(100)).SetUpTasks()];

        Assert.DoesNotContain(script, IsProcedure);
        Assert.DoesNotContain(script, statement => statement.Text.Contains("CALL", StringComparison.Ordinal));
    }

    [Fact]
    public void CreateMergeRawProcedures_OneTableChanges_ItsProcedureHasAnotherNameAndTheOthersKeepTheirs()
    {
        WarehouseModel before = Model(40);
        SourceTable last = before.Brands[0].Tables[^1];
        SourceTable wider = last with { Columns = [.. last.Columns, new SourceColumn("added", new SourceType(SourceKind.Int), IsNullable: true)] };
        SqlOptions options = new() { MaxTaskBytes = 1_000, MaxProcedureBytes = 20_000 };

        List<string> first = [.. new SnowflakeSql(before, options).CreateMergeRawProcedures("b").Select(statement => statement.Name)];
        List<string> second = [.. new SnowflakeSql(before.With([before.Brands[0] with { Tables = [.. before.Brands[0].Tables, wider] }]), options).CreateMergeRawProcedures("b").Select(statement => statement.Name)];

        Assert.True(first.Count > 3);
        Assert.Equal(first.SkipLast(1), second.Take(first.Count - 1));
        Assert.NotEqual(first[^1], second[first.Count - 1]);
        Assert.All(first.Concat(second), name => Assert.Equal(ProcedureKind.MergeRaw, ProcedureKind.Of(name.Split('.')[^1])));
    }

    [Fact]
    public void SetUpTasks_ProceduresAndRoles_TheTasksRoleMayCallThemBeforeItOwnsTheTask()
    {
        SnowflakeSql sql = new(Model(1), new SqlOptions { MaxTaskBytes = 1_000, Account = new AccountOptions { Roles = new RoleOptions() } });

        Assert.Equal(
            ["grant/use-procedures", "grant/use-procedures", "procedure/create-merge-raw", "task/create-merge-raw", "grant/own-task", "task/resume"],
            sql.SetUpRawTask("b").Select(statement => statement.Template));
        Assert.All(sql.SetUpTasks().Where(IsProcedure), statement => Assert.Contains("EXECUTE AS CALLER", statement.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MERGE_RAW")]
    [InlineData("MERGE_RAW_0123456789ABCDE")]
    [InlineData("MERGE_RAW_0123456789abcdef")]
    [InlineData("REFRESH_TOTALS_0123456789ABCDEF")]
    public void KindOf_AnothersProcedure_IsNone(string name) => Assert.Null(ProcedureKind.Of(name));

    private static bool IsProcedure(SqlStatement statement) => statement.Template.StartsWith("procedure/", StringComparison.Ordinal);

    private static WarehouseModel Model(int tables) => new(
    [
        new BrandModel("b", "s3://cdc/b/",
        [
            .. Enumerable.Range(0, tables).Select(table => new SourceTable("shop", $"table_{table}",
                [.. Enumerable.Range(0, 10).Select(column => new SourceColumn($"column_{column}", new SourceType(SourceKind.VarChar), column > 0))], ["column_0"])),
        ]),
    ]);
}
