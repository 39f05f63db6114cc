using System.Text;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Parsing;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>Snowflake's path texts (a.b[0], a['b']) as DuckDB's ($."a"."b"[0]).</summary>
internal static class JsonPaths
{
    public static string FromText(string path, TextPosition position)
    {
        if (path.Length == 0)
        {
            return "$";
        }

        var text = path[0] == '[' ? "x:x" + path : "x:" + path;
        var steps = new Stack<string>();
        var node = SqlParser.ParseExpression(text);
        while (true)
        {
            switch (node)
            {
                case PathExpression step:
                    steps.Push(ExpressionTranslator.JsonPath(step.Key)[1..]);
                    node = step.Operand;
                    break;
                case ElementExpression { Index: NumberLiteral number } step:
                    steps.Push($"[{number.Text}]");
                    node = step.Operand;
                    break;
                case ElementExpression { Index: StringLiteral key } step:
                    steps.Push(ExpressionTranslator.JsonPath(key.Value)[1..]);
                    node = step.Operand;
                    break;
                case ColumnReference:
                    return new StringBuilder("$").AppendJoin(string.Empty, path[0] == '[' ? steps.Skip(1) : steps).ToString();
                default:
                    throw SnowflakeException.Compilation(position, $"invalid path '{path}'.");
            }
        }
    }
}
