using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW PARAMETERS and SHOW VARIABLES of the session.</summary>
internal static class SessionLists
{
    public static StatementResult Parameters(ShowStatement show, Session session)
    {
        if (show.InKind is not (null or "SESSION"))
        {
            throw new NotEmulatedException($"SHOW PARAMETERS IN {show.InKind}", show.Position);
        }

        return StatementResult.Table(
            [.. "key value default level description type".Split(' ').Select(ObjectList.Column)],
            [.. SessionParameters.Known.Where(known => show.Like is null || LikePattern.Matches(known.Name, show.Like)).Select(known => new object?[]
            {
                known.Name, session.Parameters.Text(known.Name), known.Default, session.Parameters.IsSet(known.Name) ? "SESSION" : string.Empty, known.Description, known.Type,
            })]);
    }

    public static StatementResult Variables(ShowStatement show, Session session) => StatementResult.Table(
        [.. "session_id created_on updated_on name value type comment".Split(' ').Select(ObjectList.Column)],
        [.. session.Variables.Where(variable => show.Like is null || LikePattern.Matches(variable.Key, show.Like)).OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new object?[]
        {
            session.Facts().SessionId, null, null, variable.Key, session.Duck.Text($"SELECT CAST({variable.Value.Sql} AS VARCHAR)"), TypeNames.Information(variable.Value.Type).ToLowerInvariant(), string.Empty,
        })]);
}
