using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

internal static partial class SqlPrinter
{
    private static string Create(CreateMode mode, string kind, ObjectName name) => mode switch
    {
        CreateMode.OrReplace => $"CREATE OR REPLACE {kind} {Name(name)}",
        CreateMode.OrAlter => $"CREATE OR ALTER {kind} {Name(name)}",
        CreateMode.IfNotExists => $"CREATE {kind} IF NOT EXISTS {Name(name)}",
        _ => $"CREATE {kind} {Name(name)}",
    };

    private static string Kind(ObjectKind kind) => kind == ObjectKind.FileFormat ? "FILE FORMAT" : kind.ToString().ToUpperInvariant();

    private static string Print(PropertyList properties) => string.Concat(properties.Items.Select(item => $" {item.Name} = {Print(item.Value)}"));

    private static string Print(PropertyValue value) => value switch
    {
        TextValue text => Text(text.Value),
        NumberValue number => number.Text,
        WordValue word => string.Join('.', word.Name.Parts.Select(part => part.EndsWith('%') ? part : Name(part))),
        GroupValue group => $"({Print(group.Properties)})",
        ListValue list => $"({List(list.Items, Print)})",
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string Table(CreateTableStatement table)
    {
        var kind = table.Kind == TableKind.Permanent ? "TABLE" : table.Kind.ToString().ToUpperInvariant() + " TABLE";
        var elements = table.Columns.Select(Column).Concat(table.Constraints.Select(Constraint)).ToList();
        return Create(table.Mode, kind, table.Name) + If(table.Like, l => " LIKE " + Name(l)) + If(table.CloneOf, c => " CLONE " + Name(c))
            + If(elements.Count > 0, $" ({string.Join(", ", elements)})") + If(table.ClusterBy.Count > 0, $" CLUSTER BY ({List(table.ClusterBy, Print)})")
            + Print(table.Properties) + If(table.AsQuery, q => " AS " + Print(q));
    }

    private static string Column(ColumnDefinition column) =>
        $"{Name(column.Name)} {If(column.Type, Type)}{If(column.Collation, c => " COLLATE " + Text(c))}{If(column.NotNull, " NOT NULL")}{If(column.Default, d => $" DEFAULT ({Print(d)})")}"
        + If(column.Identity, i => $" IDENTITY ({i.Start}, {i.Step}){i.Ordered switch { true => " ORDER", false => " NOORDER", null => string.Empty }}")
        + If(column.PrimaryKey, " PRIMARY KEY") + If(column.Unique, " UNIQUE") + If(column.Comment, c => " COMMENT " + Text(c));

    private static string Constraint(TableConstraint constraint) => If(constraint.Name, n => $"CONSTRAINT {Name(n)} ") + constraint.Kind switch
    {
        ConstraintKind.PrimaryKey => "PRIMARY KEY " + Names(constraint.Columns),
        ConstraintKind.Unique => "UNIQUE " + Names(constraint.Columns),
        _ => $"FOREIGN KEY {Names(constraint.Columns)} REFERENCES {Name(constraint.ReferencedTable!)}{NamesIf(constraint.ReferencedColumns)}",
    }
    + string.Concat(constraint.Flags.Select(flag => " " + flag));

    private static string Print(AlterAction action) => action switch
    {
        RenameAction a => "RENAME TO " + Name(a.NewName),
        SwapAction a => "SWAP WITH " + Name(a.Other),
        SetAction a => "SET" + Print(a.Properties),
        UnsetAction a => "UNSET " + string.Join(", ", a.Names),
        AddColumnsAction a => $"ADD COLUMN {If(a.IfNotExists, "IF NOT EXISTS ")}{List(a.Columns, Column)}",
        DropColumnsAction a => $"DROP COLUMN {If(a.IfExists, "IF EXISTS ")}{List(a.Columns, Name)}",
        RenameColumnAction a => $"RENAME COLUMN {Name(a.Name)} TO {Name(a.NewName)}",
        AlterColumnsAction a => "ALTER " + List(a.Columns, c => $"COLUMN {Name(c.Name)} {Change(c)}"),
        AddConstraintAction a => "ADD " + Constraint(a.Constraint),
        DropConstraintAction a => a.Name is null ? "DROP PRIMARY KEY" : "DROP CONSTRAINT " + Name(a.Name),
        ClusterByAction a => a.Keys.Count > 0 ? $"CLUSTER BY ({List(a.Keys, Print)})" : "DROP CLUSTERING KEY",
        RefreshPipeAction a => "REFRESH" + Print(a.Properties),
        ResumeAction => "RESUME",
        SuspendAction => "SUSPEND",
        ModifyTaskBodyAction a => "MODIFY AS " + Print(a.Body),
        ModifyTaskWhenAction a => a.When is null ? "REMOVE WHEN" : "MODIFY WHEN " + Print(a.When),
        AddAfterAction a => "ADD AFTER " + List(a.Tasks, Name),
        RemoveAfterAction a => "REMOVE AFTER " + List(a.Tasks, Name),
        _ => throw new InvalidOperationException(action.GetType().Name),
    };

    private static string Change(AlterColumn column) => column.Change switch
    {
        AlterColumnChange.SetType => "SET DATA TYPE " + Type(column.Type!),
        AlterColumnChange.SetNotNull => "SET NOT NULL",
        AlterColumnChange.DropNotNull => "DROP NOT NULL",
        AlterColumnChange.SetDefault => "SET DEFAULT " + Print(column.Default!),
        AlterColumnChange.DropDefault => "DROP DEFAULT",
        AlterColumnChange.Comment => "COMMENT " + Text(column.Comment!),
        _ => "UNSET COMMENT",
    };
}
