using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private CreateTableStatement ParseCreateTable(CreateMode mode, TableKind kind)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var table = new CreateTableStatement(mode, kind, ParseObjectName());
        RefuseWord("USING", "CREATE TABLE … USING TEMPLATE");
        if (TryWord("LIKE"))
        {
            return table with { Like = ParseObjectName() };
        }

        if (TryWord("CLONE"))
        {
            table = table with { CloneOf = ParseObjectName() };
            return TryParseAtStream() is null ? table : throw NotEmulated("CLONE … AT");
        }

        if (IsSymbol("("))
        {
            table = ParseTableElements(table);
        }

        var position = Position;
        var properties = new List<Property>();
        while (true)
        {
            if (TryWords("CLUSTER", "BY"))
            {
                RefuseWord("LINEAR", "CLUSTER BY LINEAR");
                table = table with { ClusterBy = ParseParenthesized(ParseExpression) };
            }
            else if (AreWords("COPY", "GRANTS"))
            {
                throw NotEmulated("COPY GRANTS");
            }
            else if (TryGoverned("ROW", "ACCESS", "POLICY"))
            {
                table = table with { RowPolicy = ParseRowPolicy() };
            }
            else if (TryGoverned("TAG"))
            {
                table = table with { Tags = ParseTagValues() };
            }
            else if (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("="))
            {
                properties.Add(ParseProperty("CREATE TABLE", KnownProperties.Table));
            }
            else
            {
                break;
            }
        }

        table = table with { Properties = Checked(properties, position) };
        RefuseWord("WITH", $"CREATE TABLE … WITH {Excerpt(Ahead(1))}");
        if (TryWord("AS"))
        {
            table = table with { AsQuery = ParseQueryStatement() };
        }

        return table.AsQuery is not null || table.Columns.Count > 0 ? table : throw Unexpected("a list of columns or AS");
    }

    private CreateTableStatement ParseTableElements(CreateTableStatement table)
    {
        var columns = new List<ColumnDefinition>();
        var constraints = new List<TableConstraint>();
        ExpectSymbol("(");
        do
        {
            if (IsConstraintStart())
            {
                constraints.Add(ParseConstraint());
            }
            else
            {
                columns.Add(ParseColumnDefinition(constraints));
            }
        }
        while (TrySymbol(","));
        ExpectSymbol(")");
        return table with { Columns = [.. columns], Constraints = [.. constraints] };
    }

    private bool IsConstraintStart() =>
        IsWord("CONSTRAINT") || AreWords("PRIMARY", "KEY") || AreWords("FOREIGN", "KEY") || (IsWord("UNIQUE") && Ahead(1).IsSymbol("("));

    private ColumnDefinition ParseColumnDefinition(List<TableConstraint> constraints)
    {
        var position = Position;
        var name = ParseIdentifier();
        var column = new ColumnDefinition(name, IsSymbol(",") || IsSymbol(")") ? null : ParseType()) { Position = position };
        while (true)
        {
            if (TryWords("NOT", "NULL"))
            {
                column = column with { NotNull = true };
            }
            else if (TryWord("NULL"))
            {
                column = column with { NotNull = false };
            }
            else if (TryWord("DEFAULT"))
            {
                var start = Here.Start;
                var value = ParseExpression(ComparisonPower);
                column = column with { Default = value, DefaultText = new SourceSlice(TextBetween(start, _at)) };
            }
            else if (IsWord("AUTOINCREMENT") || IsWord("IDENTITY"))
            {
                column = column with { Identity = ParseIdentity() };
            }
            else if (TryWord("COMMENT"))
            {
                column = column with { Comment = ParseString() };
            }
            else if (TryWord("COLLATE"))
            {
                column = column with { Collation = ParseString() };
            }
            else if (TryGoverned("MASKING", "POLICY"))
            {
                column = column with { Mask = ParseMask(column.Name) };
            }
            else if (TryGoverned("TAG"))
            {
                column = column with { Tags = ParseTagValues() };
            }
            else if (TryWords("PRIMARY", "KEY"))
            {
                column = column with { PrimaryKey = true };
                ParseConstraintFlags();
            }
            else if (TryWord("UNIQUE"))
            {
                column = column with { Unique = true };
                ParseConstraintFlags();
            }
            else if (IsWord("CONSTRAINT") || IsWord("FOREIGN") || IsWord("REFERENCES"))
            {
                column = ParseInlineConstraint(column, constraints);
            }
            else if (IsSymbol(",") || IsSymbol(")") || Here.Kind == TokenKind.End || IsSymbol(";"))
            {
                return column;
            }
            else
            {
                throw Here.Kind == TokenKind.Word ? NotEmulated($"column option {Here.Text}") : Unexpected("a column option");
            }
        }
    }

    /// <summary>CONSTRAINT n PRIMARY KEY | UNIQUE | REFERENCES t (c) behind a column.</summary>
    private ColumnDefinition ParseInlineConstraint(ColumnDefinition column, List<TableConstraint> constraints)
    {
        var position = Position;
        var name = TryWord("CONSTRAINT") ? ParseIdentifier() : null;
        if (TryWords("PRIMARY", "KEY"))
        {
            constraints.Add(new TableConstraint(name, ConstraintKind.PrimaryKey, [column.Name]) { Position = position, Flags = ParseConstraintFlags() });
            return column;
        }

        if (TryWord("UNIQUE"))
        {
            constraints.Add(new TableConstraint(name, ConstraintKind.Unique, [column.Name]) { Position = position, Flags = ParseConstraintFlags() });
            return column;
        }

        if (TryWords("NOT", "NULL"))
        {
            return column with { NotNull = true };
        }

        TryWords("FOREIGN", "KEY");
        constraints.Add(ParseReferences(new TableConstraint(name, ConstraintKind.ForeignKey, [column.Name]) { Position = position }));
        return column;
    }

    private IdentityDefinition ParseIdentity()
    {
        var position = Position;
        _at++;
        var (start, step) = ("1", "1");
        if (TrySymbol("("))
        {
            start = ParseSignedNumber();
            ExpectSymbol(",");
            step = ParseSignedNumber();
            ExpectSymbol(")");
        }
        else if (TryWord("START"))
        {
            TryWord("WITH");
            start = ParseSignedNumber();
            if (TryWord("INCREMENT"))
            {
                TryWord("BY");
                step = ParseSignedNumber();
            }
        }

        bool? ordered = TryWord("ORDER") ? true : TryWord("NOORDER") ? false : null;
        return new IdentityDefinition(start, step, ordered) { Position = position };
    }

    private TableConstraint ParseConstraint()
    {
        var position = Position;
        var name = TryWord("CONSTRAINT") ? ParseIdentifier() : null;
        if (TryWords("PRIMARY", "KEY"))
        {
            return new TableConstraint(name, ConstraintKind.PrimaryKey, ParseNameList()) { Position = position, Flags = ParseConstraintFlags() };
        }

        if (TryWord("UNIQUE"))
        {
            return new TableConstraint(name, ConstraintKind.Unique, ParseNameList()) { Position = position, Flags = ParseConstraintFlags() };
        }

        ExpectWords("FOREIGN", "KEY");
        return ParseReferences(new TableConstraint(name, ConstraintKind.ForeignKey, ParseNameList()) { Position = position });
    }

    private TableConstraint ParseReferences(TableConstraint constraint)
    {
        ExpectWord("REFERENCES");
        constraint = constraint with { ReferencedTable = ParseObjectName() };
        if (IsSymbol("("))
        {
            constraint = constraint with { ReferencedColumns = ParseNameList() };
        }

        return constraint with { Flags = ParseConstraintFlags() };
    }

    /// <summary>Snowflake takes these and enforces none of them.</summary>
    private NodeList<string> ParseConstraintFlags()
    {
        var flags = new List<string>();
        while (true)
        {
            if (TryWords("NOT", "ENFORCED"))
            {
                flags.Add("NOT ENFORCED");
            }
            else if (IsWord("ENFORCED") || IsWord("RELY") || IsWord("NORELY") || IsWord("VALIDATE") || IsWord("NOVALIDATE") || IsWord("ENABLE") || IsWord("DISABLE"))
            {
                flags.Add(Next().Text);
            }
            else
            {
                return [.. flags];
            }
        }
    }
}
