using CdcToSnowflake.Emulator.Parsing;
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

    private static string Kind(ObjectKind kind) => ObjectKindWords.Of(kind);

    private static string Tags(NodeList<TagValue> tags) => If(tags.Count > 0, $" WITH TAG ({List(tags, Print)})");

    private static string Print(TagValue tag) => $"{Name(tag.Tag)} = {Text(tag.Value)}";

    private static string TagProperties(PropertyList properties) => string.Concat(properties.Items.Select(item =>
        item.Value is ListValue list ? $" {item.Name} {List(list.Items, Print)}" : $" {item.Name} = {Print(item.Value)}"));

    private static string Triggers(NodeList<MonitorTrigger> triggers) =>
        If(triggers.Count > 0, " TRIGGERS" + string.Concat(triggers.Select(trigger => $" ON {Number(trigger.Percent)} PERCENT DO {trigger.Action}")));

    private static string RowPolicy(AddRowPolicyAction policy) => $"ROW ACCESS POLICY {Name(policy.Policy)} ON {Names(policy.Columns)}";

    private static string Mask(MaskColumnAction mask) => $"MASKING POLICY {Name(mask.Policy!)}{If(mask.Using.Count > 0, " USING " + Names(mask.Using))}{If(mask.Force, " FORCE")}";

    private static string Print(GrantTarget on) => on.Scope switch
    {
        GrantScope.Account => "ACCOUNT",
        GrantScope.Object => $"{Kind(on.Kind!.Value)} {Name(on.Name!)}",
        _ => $"{on.Scope.ToString().ToUpperInvariant()} {ObjectKindWords.Plural(on.Kind!.Value)} IN {Kind(on.Container!.Value)} {Name(on.Name!)}",
    };

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
            + Print(table.Properties) + If(table.RowPolicy, p => " WITH " + RowPolicy(p)) + Tags(table.Tags) + If(table.AsQuery, q => " AS " + Print(q));
    }

    private static string Column(ColumnDefinition column) =>
        $"{Name(column.Name)} {If(column.Type, Type)}{If(column.Collation, c => " COLLATE " + Text(c))}{If(column.NotNull, " NOT NULL")}{If(column.Default, d => $" DEFAULT ({Print(d)})")}"
        + If(column.Identity, i => $" IDENTITY ({i.Start}, {i.Step}){i.Ordered switch { true => " ORDER", false => " NOORDER", null => string.Empty }}")
        + If(column.Mask, m => " WITH " + Mask(m)) + Tags(column.Tags) + If(column.PrimaryKey, " PRIMARY KEY") + If(column.Unique, " UNIQUE") + If(column.Comment, c => " COMMENT " + Text(c));

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
        ResumeAction a => "RESUME" + If(a.IfSuspended, " IF SUSPENDED"),
        SetTagAction { IsUnset: true } a => $"{If(a.Column, c => $"MODIFY COLUMN {Name(c)} ")}UNSET TAG {List(a.Tags, Name)}",
        SetTagAction a => $"{If(a.Column, c => $"MODIFY COLUMN {Name(c)} ")}SET TAG {List(a.Tags.Zip(a.Values, (tag, value) => new TagValue(tag, value)), Print)}",
        MaskColumnAction { Policy: null } a => $"MODIFY COLUMN {Name(a.Column)} UNSET MASKING POLICY",
        MaskColumnAction a => $"MODIFY COLUMN {Name(a.Column)} SET {Mask(a)}",
        AddRowPolicyAction a => "ADD " + RowPolicy(a),
        DropRowPolicyAction a => a.Policy is null ? "DROP ALL ROW ACCESS POLICIES" : "DROP ROW ACCESS POLICY " + Name(a.Policy),
        SetPolicyBodyAction a => "SET BODY -> " + Print(a.Body),
        SetMonitorAction a => "SET" + Print(a.Properties) + Triggers(a.Triggers),
        AllowedValuesAction { Values.Count: 0 } => "UNSET ALLOWED_VALUES",
        AllowedValuesAction a => $"{(a.IsDrop ? "DROP" : "ADD")} ALLOWED_VALUES {List(a.Values, Text)}",
        SecureAction a => (a.IsSecure ? "SET" : "UNSET") + " SECURE",
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
