using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary><c>include 'folder/name'</c>: writes another template in place, which sees what the including one sees. Scriban's own would return a string, which templates may not write.</summary>
internal sealed class IncludeFunction(SqlTemplates templates) : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(SqlText);

    public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(string), "template");

    public object Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        string name = arguments[0] as string ?? throw new ScriptRuntimeException(callerContext?.Span ?? default, "'include' takes the name of a template.");
        Template included = templates.Parsed(name);
        context.EnterRecursive(callerContext!);
        context.PushOutput();
        string text;
        try
        {
            // A value at the very end is returned, not written.
            object? last = context.Evaluate(included.Page!);
            if (last is not null)
            {
                context.Write(included.Page!.Span, last);
            }
        }
        finally
        {
            text = context.PopOutput()?.ToString() ?? "";
            context.ExitRecursive(callerContext!);
        }
        return new SqlText(text.TrimEnd());
    }

    public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
        ValueTask.FromResult<object?>(Invoke(context, callerContext, arguments, blockStatement));
}
