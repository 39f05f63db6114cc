namespace CdcToSnowflake.Emulator.Parsing.Ast;

/// <summary>Columns and constraints; or LIKE / CLONE another table; or AS a query (then the columns may be empty).</summary>
internal sealed record CreateTableStatement(CreateMode Mode, TableKind Kind, ObjectName Name) : Statement
{
    public NodeList<ColumnDefinition> Columns { get; init; } = [];

    public NodeList<TableConstraint> Constraints { get; init; } = [];

    public NodeList<Expression> ClusterBy { get; init; } = [];

    public PropertyList Properties { get; init; } = PropertyList.Empty;

    public QueryStatement? AsQuery { get; init; }

    public ObjectName? Like { get; init; }

    public ObjectName? CloneOf { get; init; }

    public AddRowPolicyAction? RowPolicy { get; init; }

    /// <summary>WITH TAG (…).</summary>
    public NodeList<TagValue> Tags { get; init; } = [];
}
