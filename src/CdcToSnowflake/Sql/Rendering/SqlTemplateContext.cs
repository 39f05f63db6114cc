using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>
/// What a template may do: loop, choose, include and call the functions below. Of values it can write only whole numbers and what a quoting function or an include returned,
/// so no name or text reaches the SQL unquoted, whatever the template says.
/// </summary>
internal sealed class SqlTemplateContext : TemplateContext
{
    // Scriban's own limit of 1,000 is less than the 1,017 columns of MySQL's widest table. Templates loop over the model's lists alone, so this only ends a loop that is a defect.
    private const int MostIterations = 10_000_000;

    private SourceSpan _written;

    public SqlTemplateContext(SqlTemplates templates)
        : base(Functions(templates))
    {
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        EnableRelaxedFunctionAccess = false;
        EnableRelaxedIndexerAccess = false;
        EnableNullIndexer = false;
        LoopLimit = MostIterations;
        LoopLimitQueryable = MostIterations;
        LimitToString = 0; // no limit: a task over hundreds of tables is longer than the default of 1 MiB
        OutputLimit = 0;   // the same
        AutoIndent = false; // it would indent the lines of an identifier that holds a line break
        MemberRenamer = StandardMemberRenamer.Default;
    }

    /// <summary>Scriban writes a statement's value with the place of the whole block: this remembers the statement's own.</summary>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        object? value = base.Evaluate(scriptNode, aliasReturnedFunction);
        if (scriptNode is ScriptExpressionStatement)
        {
            _written = scriptNode.Span;
        }
        return value;
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        switch (textAsObject)
        {
            case null:
                return this;
            case SqlText sql:
                return Write(sql.Text);
            case int or long:
                return base.Write(span, textAsObject);
            default:
                throw new ScriptRuntimeException(_written, $"A template wrote a {textAsObject.GetType().Name}. Pass it through ident, name, literal, location or type.");
        }
    }

    public override string? ObjectToString(object? value, bool nested = false) =>
        value is PlainText or ObjectName or StageLocation
            ? throw new ScriptRuntimeException(CurrentNode?.Span ?? default, $"A template turned a {value.GetType().Name} into a string. Pass it through ident, name, literal or location.")
            : base.ObjectToString(value, nested);

    private static ScriptObject Functions(SqlTemplates templates)
    {
        ScriptObject functions = [];
        functions.SetValue("ident", new SqlFunction("ident", value => value is PlainText plain ? SqlQuoting.Identifier(plain.Text) : null), readOnly: true);
        functions.SetValue("name", new SqlFunction("name", value => value is ObjectName name ? SqlQuoting.Name(name) : null), readOnly: true);
        functions.SetValue("location", new SqlFunction("location", value => value is StageLocation location ? SqlQuoting.Location(location) : null), readOnly: true);
        functions.SetValue("type", new SqlFunction("type", value => value is Model.SnowflakeType type ? type.ToString() : null), readOnly: true);
        functions.SetValue("literal", new SqlFunction("literal", value => value switch
        {
            PlainText plain => SqlQuoting.Literal(plain.Text),
            SqlText sql => SqlQuoting.Literal(sql.Text),
            _ => null,
        }), readOnly: true);
        functions.SetValue("include", new IncludeFunction(templates), readOnly: true);
        functions.SetValue(TemplateVariables.Prefix, templates.Variables.AsObject(), readOnly: true);
        return functions;
    }
}
