using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Tests.Parsing;

internal static partial class SqlPrinter
{
    public static string Print(Statement statement) => statement switch
    {
        QueryStatement query => Print(query.Query),
        FlowStatement flow => string.Join(" ->> ", flow.Steps.Select(Print)),
        CreateTableStatement table => Table(table),
        CreateObjectStatement s => $"{Create(s.Mode, If(s.Transient, "TRANSIENT ") + Kind(s.Kind), s.Name)}{If(s.Kind == ObjectKind.Budget, " ()")}{(s.Kind == ObjectKind.Tag ? TagProperties(s.Properties) : Print(s.Properties))}{Tags(s.Tags)}{Triggers(s.Triggers)}",
        CreatePolicyStatement s => $"{Create(s.Mode, Kind(s.Kind), s.Name)} AS ({List(s.Arguments, Column)}) RETURNS {Type(s.Returns)} -> {Print(s.Body)}{Print(s.Properties)}",
        CreateViewStatement s => $"{Create(s.Mode, If(s.Secure, "SECURE ") + "VIEW", s.Name)}{If(s.Columns.Count > 0, $" ({List(s.Columns, c => Name(c.Name) + If(c.Comment, t => " COMMENT " + Text(t)))})")}{If(s.RowPolicy, p => " WITH " + RowPolicy(p))}{Tags(s.Tags)}{If(s.CopiesGrants, " COPY GRANTS")}{Print(s.Properties)} AS {Print(s.Query)}",
        GrantStatement s => $"{(s.IsRevoke ? "REVOKE" : "GRANT")} {string.Join(", ", s.Privileges)} ON {Print(s.On)} {(s.IsRevoke ? "FROM" : "TO")} {(s.ToApplication ? "APPLICATION" : "ROLE")} {Name(s.Grantee)}{If(s.WithGrantOption, " WITH GRANT OPTION")}",
        GrantOwnershipStatement s => $"GRANT OWNERSHIP ON {Print(s.On)} TO ROLE {Name(s.Grantee)}{If(s.CurrentGrants != CurrentGrants.None, $" {s.CurrentGrants.ToString().ToUpperInvariant()} CURRENT GRANTS")}",
        GrantRoleStatement s => $"{(s.IsRevoke ? "REVOKE" : "GRANT")} {If(s.IsOfDatabase, "DATABASE ")}ROLE {Name(s.Role)} {(s.IsRevoke ? "FROM" : "TO")} {Kind(s.GranteeKind)} {Name(s.Grantee)}",
        ShowGrantsStatement s => $"SHOW {If(s.Future, "FUTURE ")}GRANTS {s.Preposition} {(s.Kind is { } k ? Kind(k) + " " + Name(s.Name!) : If(s.Preposition == "ON", "ACCOUNT"))}{(s.Limit is { } n ? " LIMIT " + Number(n) : string.Empty)}",
        AlterAccountStatement s => s.Unset.Count > 0 ? "ALTER ACCOUNT UNSET " + string.Join(", ", s.Unset) : "ALTER ACCOUNT SET" + Print(s.Set),
        CreatePipeStatement s => $"{Create(s.Mode, "PIPE", s.Name)}{Print(s.Properties)} AS {Print(s.Copy)}",
        CreateStreamStatement s => $"{Create(s.Mode, "STREAM", s.Name)} ON {s.SourceKind.ToString().ToUpperInvariant()} {Name(s.Source)}{If(s.AtStream, a => $" AT (STREAM => {Text(a)})")}{Print(s.Properties)}",
        CreateTaskStatement s => $"{Create(s.Mode, "TASK", s.Name)}{Print(s.Properties)}{If(s.After.Count > 0, " AFTER " + List(s.After, Name))}{If(s.Finalize, f => " FINALIZE = " + Name(f))}{If(s.When, w => " WHEN " + Print(w))} AS {Print(s.Body)}",
        CreateProcedureStatement s => $"{Create(s.Mode, "PROCEDURE", s.Name)} ({List(s.Arguments, Column)}) RETURNS {Type(s.Returns)}{If(s.ReturnsNotNull, " NOT NULL")} LANGUAGE SQL{Print(s.Properties)} EXECUTE AS CALLER AS {Print(s.Body)}",
        DropStatement { Kind: ObjectKind.Procedure } s => $"DROP PROCEDURE {If(s.IfExists, "IF EXISTS ")}{Name(s.Name)} ({List(s.Arguments, Type)})",
        DropStatement s => $"DROP {Kind(s.Kind)} {If(s.IfExists, "IF EXISTS ")}{Name(s.Name)}",
        UndropStatement s => $"UNDROP {Kind(s.Kind)} {Name(s.Name)}",
        AlterStatement s => $"ALTER {Kind(s.Kind)} {If(s.IfExists, "IF EXISTS ")}{Name(s.Name)} {Print(s.Action)}",
        AlterSessionStatement s => s.Unset.Count > 0 ? "ALTER SESSION UNSET " + string.Join(", ", s.Unset) : "ALTER SESSION SET" + Print(s.Set),
        InsertStatement s => $"INSERT {If(s.Overwrite, "OVERWRITE ")}INTO {Name(s.Target)}{NamesIf(s.Columns)} {Print(s.Source)}",
        UpdateStatement s => $"UPDATE {Print(s.Target)} SET {List(s.Assignments, Print)}{If(s.From.Count > 0, " FROM " + List(s.From, Print))}{If(s.Where, w => " WHERE " + Print(w))}",
        DeleteStatement s => $"DELETE FROM {Print(s.Target)}{If(s.Using.Count > 0, " USING " + List(s.Using, Print))}{If(s.Where, w => " WHERE " + Print(w))}",
        TruncateStatement s => $"TRUNCATE TABLE {If(s.IfExists, "IF EXISTS ")}{Name(s.Name)}",
        MergeStatement s => $"MERGE INTO {Print(s.Target)} USING {Print(s.Source)} ON {Print(s.On)}{string.Concat(s.Clauses.Select(Print))}",
        CopyIntoTableStatement s => $"COPY INTO {Name(s.Target)}{NamesIf(s.Columns)} FROM {(s.Transformation is null ? Print(s.Stage) : $"({Print(s.Transformation)})")}{Print(s.Properties)}",
        BeginTransactionStatement s => "BEGIN TRANSACTION" + If(s.Name, n => " NAME " + Name(n)),
        CommitStatement => "COMMIT",
        RollbackStatement => "ROLLBACK",
        UseStatement s => $"USE {s.Kind} {Name(s.Name)}",
        UseSecondaryRolesStatement s => "USE SECONDARY ROLES " + (s.Roles is not { } roles ? "ALL" : roles.Count == 0 ? "NONE" : List(roles, Name)),
        SetVariableStatement s => $"SET {Names(s.Names)} = ({List(s.Values, Print)})",
        UnsetVariableStatement s => "UNSET " + Names(s.Names),
        ShowStatement s => $"SHOW {If(s.Terse, "TERSE ")}{s.What}{If(s.Like, l => " LIKE " + Text(l))}{If(s.InKind, k => $" IN {k} {If(s.InName, Name)}")}{If(s.StartsWith, w => " STARTS WITH " + Text(w))}{If(s.RootOnly, " ROOT ONLY")}{(s.Limit is { } n ? " LIMIT " + Number(n) : string.Empty)}{If(s.From, f => " FROM " + Text(f))}",
        DescribeStatement { Kind: ObjectKind.Procedure } s => $"DESCRIBE PROCEDURE {Name(s.Name)} ({List(s.Arguments, Type)})",
        DescribeStatement s => $"DESCRIBE {Kind(s.Kind)} {Name(s.Name)}",
        CommentStatement s => $"COMMENT {If(s.IfExists, "IF EXISTS ")}ON {s.Kind} {Name(s.Name)} IS {Text(s.Comment)}",
        ExecuteTaskStatement s => $"EXECUTE TASK {Name(s.Name)}{(s.Config is null ? "" : " USING CONFIG = " + Text(s.Config))}{If(s.RetryLast, " RETRY LAST")}{(s.RetryGroup is null ? "" : " RETRY GRAPH RUN GROUP " + Text(s.RetryGroup))}",
        ExecuteImmediateStatement s => $"EXECUTE IMMEDIATE {Print(s.Code)}{If(s.Using.Count > 0, " USING " + Names(s.Using))}",
        CallStatement s => $"CALL {Name(s.Name)}{If(s.Method, m => "!" + Name(m))}({List(s.Arguments, Argument)}){If(s.Into, v => " INTO :" + Name(v))}",
        _ => Script(statement),
    };

    private static string Script(Statement statement) => statement switch
    {
        BlockStatement s => $"{If(s.Declarations.Count > 0, "DECLARE " + string.Concat(s.Declarations.Select(d => Print(d) + "; ")))}BEGIN {Body(s.Body)}"
            + If(s.Handlers.Count > 0, "EXCEPTION " + string.Concat(s.Handlers.Select(h => $"WHEN {string.Join(" OR ", h.Names.Select(Name))} THEN {Body(h.Body)}"))) + "END",
        LetStatement s => $"LET {Name(s.Name)} {If(s.Type, Type)} := {Print(s.Value)}",
        AssignStatement s => $"{s.Name} := {Print(s.Value)}",
        IfStatement s => "IF " + string.Join("ELSEIF ", s.Branches.Select(Print)) + If(s.Else.Count > 0, "ELSE " + Body(s.Else)) + "END IF",
        CaseStatement s => $"CASE {If(s.Operand, o => $"({Print(o)}) ")}{string.Concat(s.Branches.Select(b => "WHEN " + Print(b)))}{If(s.Else.Count > 0, "ELSE " + Body(s.Else))}END CASE",
        ReturnStatement s => "RETURN " + If(s.Value, Print),
        RaiseStatement s => "RAISE " + If(s.Name, Name),
        NullStatement => "NULL",
        _ => throw new InvalidOperationException(statement.GetType().Name),
    };

    private static string Print(Declaration declaration) => declaration switch
    {
        VariableDeclaration variable => $"{Name(variable.Name)} {If(variable.Type, Type)}{If(variable.Value, v => " DEFAULT " + Print(v))}",
        ExceptionDeclaration exception => $"{Name(exception.Name)} EXCEPTION{(exception.Number is { } number ? $" ({Number(number)}, {Text(exception.Message!)})" : string.Empty)}",
        _ => throw new InvalidOperationException(declaration.GetType().Name),
    };

    private static string Body(NodeList<Statement> body) => string.Concat(body.Select(statement => Print(statement) + "; "));

    private static string Print(ConditionalBranch branch) => $"({Print(branch.Condition)}) THEN {Body(branch.Body)}";

    private static string Print(Assignment assignment) => $"{Name(assignment.Column)} = {Print(assignment.Value)}";

    private static string Print(MergeClause clause) => $" WHEN {If(!clause.Matched, "NOT ")}MATCHED{If(clause.Condition, c => " AND " + Print(c))} THEN " + clause.Action switch
    {
        MergeDeleteAction => "DELETE",
        MergeUpdateAction { AllByName: true } => "UPDATE ALL BY NAME",
        MergeUpdateAction update => "UPDATE SET " + List(update.Assignments, Print),
        MergeInsertAction { AllByName: true } => "INSERT ALL BY NAME",
        MergeInsertAction insert => $"INSERT{NamesIf(insert.Columns)} VALUES ({List(insert.Values, Print)})",
        _ => throw new InvalidOperationException(clause.Action.GetType().Name),
    };
}
