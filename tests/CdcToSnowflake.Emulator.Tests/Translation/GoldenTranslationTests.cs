using System.Runtime.CompilerServices;
using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Tests.Translation;

/// <summary>Every query, merge and expression that the generator writes is bound and is accepted by DuckDB (EXPLAIN), over the very tables that the same script creates.</summary>
public sealed class GoldenTranslationTests
{
    public static TheoryData<string> Goldens =>
        [.. Directory.GetFiles(Folder(), "*.sql").Select(path => Path.GetFileName(path)!).Where(name => !name.Contains(".head.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Translate_Golden_EveryStatementIsAccepted(string name)
    {
        using var world = new GoldenWorld();

        // The other scripts show one thing each and leave the tables of the bookkeeping away.
        foreach (var file in new[] { "two-brands.sql", name })
        {
            foreach (var statement in SqlParser.Parse(File.ReadAllText(Path.Combine(Folder(), file))))
            {
                world.Check(statement);
            }
        }

        Assert.True(world.Checked > 0);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../CdcToSnowflake.Tests/Sql/Goldens"));
}
