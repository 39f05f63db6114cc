using System.Runtime.CompilerServices;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>Every query, merge and expression that the generator writes is bound and is accepted by DuckDB (EXPLAIN), over the very tables that the same script creates.</summary>
public sealed class GoldenTranslationTests
{
    // What a plan changes and asks is of objects that no script here makes: tests of plans run it, on an embedded Snowflake that has them.
    private static readonly string[] OfPlans = ["account-questions.sql", "plan-changes.sql"];

    private static readonly string[] WithoutQueries = ["comments.sql", "plan-rights.sql"];

    public static TheoryData<string> Goldens =>
        [.. Directory.GetFiles(Folder(), "*.sql").Select(path => Path.GetFileName(path)!).Where(name => !name.Contains(".head.", StringComparison.Ordinal)).Except([.. OfPlans, .. WithoutQueries]).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Translate_Golden_EveryStatementIsAccepted(string name)
    {
        using var world = new GoldenWorld();

        // The other scripts show one thing each and leave the tables of the bookkeeping away; statements that stand alone leave all tables away.
        foreach (var statement in ((string[])["two-brands.sql", .. TablesOf(name)]).Except([name]).SelectMany(Statements))
        {
            world.Make(statement);
        }

        foreach (var statement in Statements(name))
        {
            world.Check(statement);
        }

        Assert.True(world.Checked > 0);
    }

    private static string[] TablesOf(string name) =>
        name.StartsWith("alone-", StringComparison.Ordinal) ? [name["alone-".Length..]] : name == "merges-alone-append-only.sql" ? ["option-append-only.sql"] : [];

    private static IEnumerable<Statement> Statements(string golden) => SqlParser.Parse(File.ReadAllText(Path.Combine(Folder(), golden)));

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../CdcToSnowflake.Tests/Sql/Goldens"));
}
