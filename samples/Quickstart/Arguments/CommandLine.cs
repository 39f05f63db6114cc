using System.CommandLine;

namespace Quickstart.Arguments;

/// <summary>The options, their help, and the way from the words to <see cref="QuickstartArguments"/>.</summary>
internal static class CommandLine
{
    private const string Description = """
        Takes every committed change of MySQL/MariaDB binlogs through an object store into an embedded Snowflake (STG, RAW, CI), and checks the result against the source.

        With no options it replays the committed binlogs of two restaurants. Examples, after dotnet run -c Release --project samples/Quickstart --
          --query "SELECT BRAND_ID, COUNT(*) AS N FROM CI_DB.CI_SCHEMA.ORDERS GROUP BY BRAND_ID" --quiet
          --source "BRAND_A=Server=127.0.0.1;User ID=cdc;Password=…" --tables "shop.*" --until-idle 5
          --source "A=…" --source "B=…" --store s3://bucket/cdc --s3-endpoint http://127.0.0.1:9000 --db snowflake.db

          --source "A=…" --store s3://bucket/cdc --preflight

        Exit code: 0 RAW equals the source; 1 it doesn't, or something failed; 2 bad arguments; 130 stopped by Ctrl-C.
        """;

    private static readonly Option<string[]> Source = Many("--source", "BRAND=CONNECTION_STRING", "A live server, once per brand. Default: the committed binlog files of two brands.");
    private static readonly Option<string[]> Tables = Many("--tables", "PATTERN", "Take only tables like this, such as shop.* or *.orders; may be given several times. Default: all but the system's.");
    private static readonly Option<string[]> Key = Many("--key", "SCHEMA.TABLE=COL,COL", "The columns that identify a row of a table without a primary key.");
    private static readonly Option<string> TableName = One("--table-name", "PATTERN", "A table's name in the warehouse, of {SCHEMA} and {TABLE}. Default: {TABLE}; {SCHEMA}__{TABLE} keeps schemas apart.");
    private static readonly Option<string> Store = One("--store", "DIR | s3://bucket/prefix", "Where the cuts are kept. S3 credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Default: a temporary folder, or FILE.store beside --db.");
    private static readonly Option<string> S3Endpoint = One("--s3-endpoint", "URL", "An S3 server other than Amazon's.");
    private static readonly Option<string> Database = One("--db", "FILE", "Keep the embedded Snowflake there; a second run with the same --store and --db resumes. Default: a temporary file.");
    private static readonly Option<string> CutInterval = One("--cut-interval", "SECONDS", "How long changes wait at most for their cut, such as 2 or 500ms.");
    private static readonly Option<string> UntilIdle = One("--until-idle", "SECONDS", "Stop when every brand is caught up and has been quiet for so long. Default: live sources run until Ctrl-C.");
    private static readonly Option<string> Query = One("--query", "SQL", "Answer this at the end, one JSON line per row: NUMBER as exact JSON numbers, timestamps as ISO 8601, VARIANT embedded, BINARY as hexadecimal. FROM ORDERS means CI_DB.CI_SCHEMA.ORDERS.");
    private static readonly Option<bool> Preflight = new("--preflight") { Description = "Copy nothing: check each source's settings, grants, binlog retention, keys and types, and the store, and say what mends what is wrong. Exit code 1 if something would fail." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Only the query's rows on stdout, and the verdict on stderr." };

    /// <summary>Reads the command line.</summary>
    /// <returns>The arguments; or none, when the help was asked for and printed.</returns>
    /// <exception cref="UsageException">The arguments can't be used.</exception>
    public static QuickstartArguments? Read(string[] args)
    {
        var root = new RootCommand(Description);
        foreach (var option in new Option[] { Source, Tables, Key, TableName, Store, S3Endpoint, Database, CutInterval, UntilIdle, Query, Preflight, Quiet })
        {
            root.Add(option);
        }

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            throw new UsageException($"{parsed.Errors[0].Message.TrimEnd('.')}. See --help.");
        }

        if (parsed.Action is not null)
        {
            parsed.Invoke(); // --help or --version
            return null;
        }

        return Check(parsed);
    }

    private static QuickstartArguments Check(ParseResult parsed)
    {
        string? database = DatabaseFile.Check(parsed.GetValue(Database));
        return new QuickstartArguments
        {
            Sources = CheckSources(parsed.GetValue(Source) ?? []),
            Tables = CheckTables(parsed.GetValue(Tables) ?? []),
            Keys = TableKey.Parse(parsed.GetValue(Key) ?? []),
            TableName = parsed.GetValue(TableName) switch
            {
                null => null,
                var name when name.Contains("{TABLE}", StringComparison.Ordinal) => name,
                var name => throw new UsageException($"--table-name '{name}' must contain {{TABLE}}."),
            },
            // The two belong together: a database that has merged up to a cut is of no use beside a store that begins again.
            Store = StoreAddress.Parse(parsed.GetValue(Store), parsed.GetValue(S3Endpoint)) ?? (database is null ? null : StoreAddress.InFolder(database + ".store")),
            Database = database,
            CutInterval = Duration.Parse(CutInterval.Name, parsed.GetValue(CutInterval)),
            UntilIdle = Duration.Parse(UntilIdle.Name, parsed.GetValue(UntilIdle), orZero: true),
            Query = parsed.GetValue(Query) is { } query && string.IsNullOrWhiteSpace(query) ? throw new UsageException("--query is empty.") : parsed.GetValue(Query),
            Preflight = parsed.GetValue(Preflight) && parsed.GetValue(Source) is not { Length: > 0 } ? throw new UsageException("--preflight looks at live servers: name them with --source.") : parsed.GetValue(Preflight),
            Quiet = parsed.GetValue(Quiet),
        };
    }

    private static LiveSource[] CheckSources(string[] texts)
    {
        LiveSource[] sources = [.. texts.Select(LiveSource.Parse)];
        var twice = sources.GroupBy(s => s.Brand, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? sources : throw new UsageException($"--source names the brand {twice.Key} twice.");
    }

    private static string[] CheckTables(string[] patterns) =>
        patterns.FirstOrDefault(p => p.Trim('.').Count(c => c == '.') != 1) is { } bad
            ? throw new UsageException($"--tables '{bad}' isn't a pattern such as shop.*, shop.orders or *.orders.")
            : patterns;

    private static Option<string> One(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    private static Option<string[]> Many(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
