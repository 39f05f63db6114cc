using Scriban.Parsing;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>What a template refers to by name: the templates that it includes, and the user's variables that it reads.</summary>
internal sealed class TemplateReferences : ScriptVisitor
{
    private readonly List<(string Name, SourceSpan Span)> _includes = [];
    private readonly List<(string Name, SourceSpan Span)> _variables = [];

    public IReadOnlyList<(string Name, SourceSpan Span)> Includes => _includes;

    public IReadOnlyList<(string Name, SourceSpan Span)> Variables => _variables;

    public static TemplateReferences Of(ScriptNode page)
    {
        TemplateReferences references = new();
        references.Visit(page);
        return references;
    }

    public override void Visit(ScriptFunctionCall node)
    {
        if (node.Target is ScriptVariable { Name: "include" } && node.Arguments is [ScriptLiteral { Value: string name }, ..])
        {
            _includes.Add((name, node.Span));
        }
        base.Visit(node);
    }

    public override void Visit(ScriptMemberExpression node)
    {
        if (node is { Target: ScriptVariable { Name: TemplateVariables.Prefix }, Member: { } member })
        {
            _variables.Add((member.Name, node.Span));
        }
        base.Visit(node);
    }
}
