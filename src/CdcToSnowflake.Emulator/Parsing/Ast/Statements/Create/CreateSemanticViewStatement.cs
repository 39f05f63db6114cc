namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>CREATE SEMANTIC VIEW: logical tables, how they point to each other, and what is said and measured of their columns.</summary>
internal sealed record CreateSemanticViewStatement(CreateMode Mode, ObjectName Name, NodeList<LogicalTable> Tables) : Statement
{
    public NodeList<LogicalRelationship> Relationships { get; init; } = [];

    public NodeList<SemanticExpression> Facts { get; init; } = [];

    public NodeList<SemanticExpression> Dimensions { get; init; } = [];

    public NodeList<SemanticExpression> Metrics { get; init; } = [];

    public string? Comment { get; init; }

    /// <summary>AI_SQL_GENERATION.</summary>
    public string? SqlInstructions { get; init; }

    /// <summary>AI_QUESTION_CATEGORIZATION.</summary>
    public string? QuestionInstructions { get; init; }

    public bool CopiesGrants { get; init; }
}
