using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A function of one value that templates call as <c>value | name</c>; refuses values of a wrong kind.</summary>
internal sealed class SqlFunction(string name, Func<object, string?> write) : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(SqlText);

    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), "value");

    public object Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        object? value = arguments[0];
        string? text = value is null ? null : write(value);
        return text is null
            ? throw new ScriptRuntimeException(callerContext?.Span ?? default, $"'{name}' doesn't take a {value?.GetType().Name ?? "null"}.")
            : new SqlText(text);
    }

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult<object?>(Invoke(context, callerContext, arguments, blockStatement));
}
