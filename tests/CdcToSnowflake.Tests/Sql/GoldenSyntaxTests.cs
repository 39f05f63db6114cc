using System.Text.RegularExpressions;
using CdcToSnowflake.TestServers;

namespace CdcToSnowflake.Tests.Sql;

/// <summary>Each golden statement goes through sqlfluff, a parser that isn't ours.</summary>
public sealed partial class GoldenSyntaxTests
{
    [Fact]
    public async Task Goldens_EachStatement_ParsesWithSqlfluff()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, (string Name, string Sql)> forms = [];
        foreach (string golden in Directory.GetFiles(Golden.Folder, "*.sql", SearchOption.AllDirectories).Where(path => !path.EndsWith(".head.sql", StringComparison.Ordinal)).Order())
        {
            int number = 0;
            foreach (string statement in Statements(File.ReadAllText(golden)))
            {
                number++;
                string form = FormOf(statement);
                if (!forms.TryGetValue(form, out (string Name, string Sql) known) || known.Sql.Length > statement.Length)
                {
                    forms[form] = ($"{Path.GetFileNameWithoutExtension(golden)}-{number:D3}.sql", statement);
                }
            }
        }
        List<string> paths = [];
        foreach ((string name, string sql) in forms.Values)
        {
            paths.Add(Path.Combine(folder.Path, name));
            await File.WriteAllTextAsync(paths[^1], sql, TestContext.Current.CancellationToken);
        }

        IReadOnlyList<string> complaints = await SqlLint.CheckSnowflakeAsync(paths, TestContext.Current.CancellationToken);

        Assert.True(paths.Count > 200, $"Only {paths.Count} forms of statements were found in {Golden.Folder}.");
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    [Fact]
    public async Task Goldens_StatementWithADefect_IsComplainedOf()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "broken.sql");
        string merge = Statements(File.ReadAllText(Path.Combine(Golden.Folder, "merges-alone.sql"))).First(statement => statement.StartsWith("MERGE", StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, merge.Replace("WHEN MATCHED THEN UPDATE SET", "WHEN MATCHED UPDATE SET", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        IReadOnlyList<string> complaints = await SqlLint.CheckSnowflakeAsync([path], TestContext.Current.CancellationToken);

        Assert.Contains(complaints, line => line.Contains("broken.sql", StringComparison.Ordinal));
    }

    /// <summary>What is in Snowflake's manual but not in sqlfluff 3.3, and what it knows in its place.</summary>
    private static readonly (Regex Unknown, string Known)[] Gaps =
    [
        (Variable(), "0"),
        (Into(), ""),
        (ParquetOption(), ""),
        // Its grammar of this option names an element that it doesn't have.
        (NoCollation(), ""),
        (StorageExternalId(), ""),
        (MonitorOfWarehouse(), ""),
        (MonitorIfNotExists(), "RESOURCE MONITOR"),
        (ManagedTask(), "EXECUTE TASK"),
        (ErrorIntegrationOfTask(), ""),
        (FinalizedTask(), ""),
        (AtStream(), ""),
        (SystemFunction(), "$1 \"SYSTEM\""),
        (ShownKind(), "SHOW TABLES"),
        (ErrorsOfPipe(), "$1 COMMENT = ''"),
        (NotificationIntegration(), "ALTER STORAGE INTEGRATION"),
        (TopicOfIntegration(), ""),
    ];

    /// <summary>
    /// Splits a script at the template names, and takes the scripting of a task's or procedure's body apart, of which sqlfluff knows only plain statements: each is looked at for itself. Budgets (a class with
    /// methods), row access policies and semantic views are left out: it has no grammar for those.
    /// </summary>
    private static IEnumerable<string> Statements(string script)
    {
        foreach (Match part in Part().Matches(script))
        {
            if (part.Groups["template"].Value.Split('/')[0] is "budget" or "policy" or "semantic-view" || part.Groups["template"].Value == "grant/read-semantic-view")
            {
                continue;
            }
            string statement = part.Groups["sql"].Value.TrimEnd().TrimEnd(';');
            Match task = Task().Match(statement);
            if (!task.Success)
            {
                yield return Known(statement);
                continue;
            }
            if (task.Groups["head"].Length > 0)
            {
                yield return Known(task.Groups["head"].Value + "BEGIN\nDELETE FROM \"T\";\nEND");
            }
            string body = Control().Replace(task.Groups["body"].Value, "");
            foreach (string inner in Assignment().Replace(body, "SELECT ").Split(";\n", StringSplitOptions.RemoveEmptyEntries))
            {
                if (!string.IsNullOrWhiteSpace(inner))
                {
                    yield return Known(inner);
                }
            }
        }
    }

    /// <summary>
    /// What a grammar sees of a statement: other names, texts and numbers, and a list that has more lines of one kind, parse the same way. The shortest of each form is looked at, since the parser takes seconds for a long one.
    /// </summary>
    private static string FormOf(string statement)
    {
        List<string> lines = [];
        foreach (string line in Token().Replace(statement, match => match.Value[0] switch { '"' => "\"I\"", '\'' => "'L'", _ => "1" }).Split('\n'))
        {
            if (lines.Count == 0 || lines[^1].TrimEnd(',') != line.TrimEnd(','))
            {
                lines.Add(line);
            }
        }
        return string.Join('\n', lines);
    }

    private static string Known(string statement) => Gaps.Aggregate(statement, (sql, gap) => gap.Unknown.Replace(sql, gap.Known)).Trim() + ";\n";

    [GeneratedRegex("""
        "(?:[^"]|"")*"|'(?:[^']|'')*'|\b[0-9]+\b
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    [GeneratedRegex(@"^-- (?<template>[a-z-]+/[a-z-]+)\n(?<sql>.*?;)\n\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"\A(?<head>CREATE OR REPLACE (?:TASK|PROCEDURE).*?\n    AS\n)?(DECLARE\n.*?\n)?BEGIN\n(?<body>.*)END\z", RegexOptions.Singleline)]
    private static partial Regex Task();

    [GeneratedRegex(@"^ *(IF \(.*\) THEN|END IF;|--.*|DECLARE\n.*;|BEGIN|END;|EXCEPTION|WHEN OTHER THEN|RAISE.*;|RETURN .*;)\n", RegexOptions.Multiline)]
    private static partial Regex Control();

    [GeneratedRegex(@"^ *\w+ := ", RegexOptions.Multiline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"(?<!""):(merged|ahead|target|changed|after|below|first|newest)\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=^ *CALL .*) INTO :waiting", RegexOptions.Multiline)]
    private static partial Regex Into();

    [GeneratedRegex(@"^    USE_(LOGICAL_TYPE|VECTORIZED_SCANNER) = TRUE\n", RegexOptions.Multiline)]
    private static partial Regex ParquetOption();

    [GeneratedRegex("DEFAULT_DDL_COLLATION = ''")]
    private static partial Regex NoCollation();

    [GeneratedRegex("^    STORAGE_AWS_EXTERNAL_ID = .*\n", RegexOptions.Multiline)]
    private static partial Regex StorageExternalId();

    [GeneratedRegex("^    RESOURCE_MONITOR = .*\n", RegexOptions.Multiline)]
    private static partial Regex MonitorOfWarehouse();

    [GeneratedRegex("RESOURCE MONITOR IF NOT EXISTS")]
    private static partial Regex MonitorIfNotExists();

    [GeneratedRegex("EXECUTE (TASK, EXECUTE )?MANAGED TASK")]
    private static partial Regex ManagedTask();

    [GeneratedRegex("(?<=^CREATE OR REPLACE TASK[^;]*)^    ERROR_INTEGRATION = .*\\n", RegexOptions.Multiline)]
    private static partial Regex ErrorIntegrationOfTask();

    [GeneratedRegex(@"\b(CALL|SELECT) SYSTEM\$\w+")]
    private static partial Regex SystemFunction();

    [GeneratedRegex(@"\ASHOW (RESOURCE MONITORS|SEMANTIC VIEWS|ROW ACCESS POLICIES|TAGS|SNOWFLAKE\.CORE\.BUDGET)")]
    private static partial Regex ShownKind();

    [GeneratedRegex(@"\A(ALTER PIPE [^;]* SET) ERROR_INTEGRATION = .*")]
    private static partial Regex ErrorsOfPipe();

    [GeneratedRegex(@"\AALTER NOTIFICATION INTEGRATION")]
    private static partial Regex NotificationIntegration();

    [GeneratedRegex(@"(?<=\AALTER STORAGE [^;]*)^    AWS_SNS_(TOPIC|ROLE)_ARN = .*\n", RegexOptions.Multiline)]
    private static partial Regex TopicOfIntegration();

    [GeneratedRegex("^    FINALIZE = .*\\n", RegexOptions.Multiline)]
    private static partial Regex FinalizedTask();

    [GeneratedRegex(@"^    AT \(STREAM => '.*'\)\n?", RegexOptions.Multiline)]
    private static partial Regex AtStream();
}
