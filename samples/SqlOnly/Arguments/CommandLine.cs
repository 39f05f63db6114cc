using System.CommandLine;

namespace SqlOnly.Arguments;

/// <summary>The options, their help, and the way from the words to <see cref="SqlOnlyArguments"/>.</summary>
internal static class CommandLine
{
    private const string Description = """
        Prints the Snowflake side of a CDC as SQL: stages, pipes, STG, RAW and CI tables, streams, tasks and merges. It runs nothing.

          --model shop.yaml
          --model shop.json --brand BRAND_A --table shop.orders --object merge
          --source "Server=127.0.0.1;User ID=cdc;Password=…" --brand BRAND_A --tables "shop.*" --stage-url s3://bucket/cdc/

        Exit code: 0; 1 the model can't become a warehouse, or the server can't be read; 2 bad arguments.
        """;

    private static readonly Option<string> Model = One("--model", "FILE", "A model: .json, .yaml or .yml. README.md beside the program says what stands in it.");
    private static readonly Option<string> Source = One("--source", "CONNECTION_STRING", "A live MySQL or MariaDB instead: its tables as information_schema has them now.");
    private static readonly Option<string[]> Tables = Many("--tables", "PATTERN", "With --source: take only tables like this, such as shop.* or *.orders; may be given several times. Default: all but the system's.");
    private static readonly Option<string[]> Key = Many("--key", "SCHEMA.TABLE=COL,COL", "With --source: the columns that identify a row of a table without a primary key, as capture's KeyColumns has them.");
    private static readonly Option<string[]> AppendOnly = Many("--append-only", "PATTERN", "With --source: tables that are logs, as capture's AppendOnlyTables has them.");
    private static readonly Option<string> StageUrl = One("--stage-url", "URL", "With --source: where the store is, such as s3://bucket/cdc/; the brand's folder is added.");
    private static readonly Option<string> Brand = One("--brand", "ID", "With --source: the brand's id. With --model: only this brand, with the CI of all.");
    private static readonly Option<string> Table = One("--table", "SCHEMA.TABLE", "Only this table, with its merges.");
    private static readonly Option<string> Object = One("--object", "KIND", "Only statements of this template or folder of templates, such as pipe, table/create-raw or merge.");
    private static readonly Option<string> Templates = One("--templates", "FOLDER", "Templates that take the places of the SDK's of the same relative path.");
    private static readonly Option<bool> Api = new("--api") { Description = "Also the API's views of the CI tables." };

    /// <summary>Reads the command line.</summary>
    /// <returns>The arguments; or none, when the help was asked for and printed.</returns>
    /// <exception cref="UsageException">The arguments can't be used.</exception>
    public static SqlOnlyArguments? Read(string[] args)
    {
        var root = new RootCommand(Description);
        foreach (var option in new Option[] { Model, Source, Tables, Key, AppendOnly, StageUrl, Brand, Table, Object, Templates, Api })
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

        return Checked(new SqlOnlyArguments
        {
            ModelFile = parsed.GetValue(Model),
            Source = parsed.GetValue(Source),
            Tables = [.. (parsed.GetValue(Tables) ?? []).Select(pattern => Split("--tables", pattern))],
            Keys = TableKey.Parse(parsed.GetValue(Key) ?? []),
            AppendOnly = [.. (parsed.GetValue(AppendOnly) ?? []).Select(pattern => Split("--append-only", pattern))],
            StageUrl = parsed.GetValue(StageUrl),
            Brand = parsed.GetValue(Brand),
            Table = parsed.GetValue(Table) is { } table ? Split("--table", table) : null,
            Object = parsed.GetValue(Object),
            Templates = parsed.GetValue(Templates),
            Api = parsed.GetValue(Api),
        });
    }

    private static SqlOnlyArguments Checked(SqlOnlyArguments arguments)
    {
        if ((arguments.ModelFile is null) == (arguments.Source is null))
        {
            throw new UsageException("Give either --model FILE or --source CONNECTION_STRING. See --help.");
        }

        if (arguments.Source is not null && (string.IsNullOrEmpty(arguments.Brand) || string.IsNullOrEmpty(arguments.StageUrl)))
        {
            throw new UsageException("--source needs --brand ID and --stage-url URL too.");
        }

        return arguments.ModelFile is not null && (arguments.StageUrl is not null || arguments.Tables.Count > 0 || arguments.Keys.Count > 0 || arguments.AppendOnly.Count > 0)
            ? throw new UsageException("--stage-url, --tables, --key and --append-only go with --source; a model says all of that itself.")
            : arguments;
    }

    private static (string Schema, string Table) Split(string option, string text) =>
        text.Split('.') is [{ Length: > 0 } schema, { Length: > 0 } table] ? (schema, table) : throw new UsageException($"{option} '{text}' isn't of the form SCHEMA.TABLE.");

    private static Option<string[]> Many(string name, string value, string description) => new(name) { HelpName = value, Description = description, AllowMultipleArgumentsPerToken = false };

    private static Option<string> One(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
