using System.Collections.Frozen;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>All functions that are emulated, by Snowflake's name.</summary>
internal static class KnownFunctions
{
    private static readonly FrozenDictionary<string, KnownFunction> Functions = Build();

    public static IEnumerable<string> Names => Functions.Keys;

    public static TranslatedExpression Translate(FunctionCall call, ExpressionTranslator translator)
    {
        var name = call.Name.Name;
        if (call.Name.Parts.Count != 1 || !Functions.TryGetValue(name, out var function))
        {
            return (name == "GET_DDL" || name.StartsWith("SYSTEM$", StringComparison.Ordinal) ? translator.Context.Names.ResolveSystemFunction(call) : null)
                ?? throw new NotEmulatedException($"function {call.Name}", call.Position);
        }

        var invocation = new FunctionInvocation(call, translator);
        if (invocation.Count < function.Minimum || invocation.Count > function.Maximum)
        {
            throw invocation.Count > function.Maximum && invocation.Count <= function.Documented ? invocation.NotEmulatedForm() : invocation.WrongCount(invocation.Count < function.Minimum);
        }

        RequireForm(call, function.Kind);
        if (function.Kind != FunctionKind.Scalar && translator.Scope.IsValues)
        {
            throw SnowflakeException.InvalidInValues(name, call.Position);
        }

        return function.Translate(invocation);
    }

    private static void RequireForm(FunctionCall call, FunctionKind kind)
    {
        if (call.Arguments.FirstOrDefault(argument => argument.Name is not null) is { } named)
        {
            throw new NotEmulatedException($"the named argument {named.Name} of {call.Name}", named.Position);
        }

        if (kind == FunctionKind.Scalar && (call.Distinct || call.Window is not null || call.WithinGroup.Count > 0 || call.IgnoreNulls is not null))
        {
            throw SnowflakeException.Compilation(call.Position, $"{call.Name} is neither an aggregate nor a window function.");
        }

        if (kind == FunctionKind.Aggregate && call.WithinGroup.Count > 0 && call.Name.Name is not ("LISTAGG" or "ARRAY_AGG" or "ARRAYAGG" or "PERCENTILE_CONT" or "PERCENTILE_DISC"))
        {
            throw SnowflakeException.Compilation(call.Position, $"{call.Name} takes no WITHIN GROUP.");
        }

        if (kind == FunctionKind.Aggregate && call.IgnoreNulls is not null)
        {
            throw SnowflakeException.Compilation(call.Position, $"{call.Name} takes no IGNORE NULLS and no RESPECT NULLS.");
        }

        if (kind == FunctionKind.Window && call.Window is null)
        {
            throw SnowflakeException.Compilation(call.Position, $"window function {call.Name} needs OVER (…).");
        }
    }

    private static FrozenDictionary<string, KnownFunction> Build()
    {
        var list = new FunctionList();
        AggregateFunctions.Register(list);
        WindowFunctions.Register(list);
        ConditionalFunctions.Register(list);
        NumericFunctions.Register(list);
        StringFunctions.Register(list);
        RegexpFunctions.Register(list);
        DateFunctions.Register(list);
        CalendarFunctions.Register(list);
        ConversionFunctions.Register(list);
        SemiStructuredFunctions.Register(list);
        ContextFunctions.Register(list);
        return list.Functions.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
