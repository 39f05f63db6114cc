using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>A table function's arguments by name, translated; without names they are in the known order.</summary>
internal sealed class TableFunctionArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public TableFunctionArguments(FunctionCall call, StatementScope scope, params string[] known)
    {
        var translator = new SqlTranslator(scope);
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            var name = argument.Name ?? (i < known.Length ? known[i] : string.Empty);
            if (!known.Contains(name))
            {
                throw new NotEmulatedException($"argument {name} of {call.Name.Name}", argument.Position);
            }

            if (!_values.TryAdd(name, translator.Expression(argument.Value).Sql))
            {
                throw SnowflakeException.Compilation(argument.Position, $"argument {name} of {call.Name.Name} is given twice.");
            }
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A piece of SQL with the argument in it; nothing if it is not given.</summary>
    public string Condition(string name, Func<string, string> write) => _values.TryGetValue(name, out var value) ? write(value) : string.Empty;
}
