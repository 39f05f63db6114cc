using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Scripting;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Statements that change only the session: USE, SET, ALTER SESSION; and EXECUTE IMMEDIATE.</summary>
internal static class SessionStatements
{
    private const string Success = "Statement executed successfully.";

    public static StatementResult? TryExecute(Statement statement, Session session, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        switch (statement)
        {
            case UseStatement use:
                Use(use, session);
                return StatementResult.Status(Success);
            case UseSecondaryRolesStatement secondary:
                session.SecondaryRoles = secondary.Roles?.Select(role => UserRoles.Require(role, session)).ToList();
                return StatementResult.Status(Success);
            case SetVariableStatement set:
                for (var i = 0; i < set.Names.Count; i++)
                {
                    session.Variables[set.Names[i]] = executor.Evaluate(set.Values[i], null, binds, cancellationToken).AsExpression();
                }

                return StatementResult.Status(Success);
            case UnsetVariableStatement unset:
                foreach (var name in unset.Names)
                {
                    session.Variables.Remove(name);
                }

                return StatementResult.Status(Success);
            case AlterSessionStatement alter:
                Alter(alter, session);
                return StatementResult.Status(Success);
            case ExecuteImmediateStatement immediate:
                return Immediate(immediate, executor, binds, cancellationToken);
            case NullStatement:
                return StatementResult.Status(Success);
            case CallStatement { Method: not null } call:
                return BudgetMethods.Call(call, executor, binds, cancellationToken);
            case CallStatement call:
                return call.Into is null ? ProcedureCall.Run(call, executor, binds, cancellationToken) : throw SnowflakeException.Compilation(call.Position, "INTO of CALL stands only in a block.");
            default:
                return null;
        }
    }

    private static void Use(UseStatement use, Session session)
    {
        switch (use.Kind)
        {
            case "WAREHOUSE":
                var warehouse = session.Catalog.Find(WarehouseObject.KeyOf(use.Name.Name)) ?? throw SnowflakeException.DoesNotExist("Warehouse", use.Name);
                new RoleAccess(session).Require("USAGE", warehouse, use.Name);
                session.Warehouse = warehouse.Name;
                break;
            case "ROLE":
                session.Role = UserRoles.Require(use.Name, session);
                break;
            case "DATABASE" or "" when use.Name.Parts.Count == 1:
                if (session.Catalog.Find(DatabaseObject.KeyOf(use.Name.Name)) is null)
                {
                    throw SnowflakeException.DoesNotExist("Database", use.Name);
                }

                session.Database = use.Name.Name;
                session.Schema = session.Catalog.Find(SchemaObject.KeyOf(session.Database, "PUBLIC")) is null ? null : "PUBLIC";
                break;
            default:
                var key = session.Key(NameSpaceKind.Schema, use.Name);
                if (session.Catalog.Find(key) is null)
                {
                    throw SnowflakeException.DoesNotExist("Schema", use.Name);
                }

                session.Database = key.Database;
                session.Schema = key.Name;
                break;
        }
    }

    private static void Alter(AlterSessionStatement alter, Session session)
    {
        foreach (var property in alter.Set.Items)
        {
            session.Parameters.Set(property.Name, alter.Set.Text(property.Name) ?? string.Empty, property.Position);
        }

        foreach (var name in alter.Unset)
        {
            session.Parameters.Unset(name);
        }
    }

    private static StatementResult Immediate(ExecuteImmediateStatement immediate, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        var code = executor.Evaluate(immediate.Code, DataType.Varchar, binds, cancellationToken).Text
            ?? throw SnowflakeException.Compilation(immediate.Position, "EXECUTE IMMEDIATE of NULL.");
        var statements = SqlParser.Parse(code);
        if (statements.Count != 1)
        {
            throw SnowflakeException.Compilation(immediate.Position, "EXECUTE IMMEDIATE takes one statement.");
        }

        var values = immediate.Using.Select(name => binds.Variable(name) ?? throw SnowflakeException.InvalidIdentifier(immediate.Position, name)).ToList();
        return executor.Execute(statements[0], new StatementBinds(values, binds.Variable), cancellationToken);
    }
}
