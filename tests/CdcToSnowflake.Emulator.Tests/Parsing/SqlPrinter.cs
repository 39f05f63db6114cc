using System.Globalization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

/// <summary>The tree back to Snowflake's text, every operator in parentheses, every name in quotes.</summary>
internal static partial class SqlPrinter
{
    public static string Print(IEnumerable<Statement> statements) => string.Concat(statements.Select(statement => Print(statement) + ";\n"));

    private static string Name(string name) => SqlText.Quoted(name);

    private static string Name(ObjectName name) => string.Join('.', name.Parts.Select(Name));

    private static string Names(IEnumerable<string> names) => "(" + string.Join(", ", names.Select(Name)) + ")";

    private static string NamesIf(NodeList<string> names) => names.Count > 0 ? " " + Names(names) : string.Empty;

    private static string List<T>(IEnumerable<T> items, Func<T, string> print) => string.Join(", ", items.Select(print));

    private static string If(bool condition, string text) => condition ? text : string.Empty;

    private static string If<T>(T? value, Func<T, string> print)
        where T : class => value is null ? string.Empty : print(value);

    private static string Text(string value) => SqlText.Literal(value);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Type(DataType type) => type.ToString();
}
