using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What a translation needs to know of the world: the catalog, the variables, the session. The executor implements it for each statement.</summary>
internal interface INameScope
{
    /// <summary>The session's facts, for CURRENT_TIMESTAMP() and its like.</summary>
    SessionFacts Session { get; }

    /// <summary>A table, view or stream by its name as written (the scope adds the session's database and schema).</summary>
    /// <param name="table">The reference, with AT (STREAM => …) if given.</param>
    /// <exception cref="SnowflakeException">002003: there is none.</exception>
    Relation ResolveRelation(NamedTable table);

    /// <summary>Staged files as a relation: of documents (Parquet, JSON), or of positional columns named $1, $2 … (CSV).</summary>
    Relation ResolveStage(StageTable stage);

    /// <summary>A table function that the translation itself does not know: INFORMATION_SCHEMA.TASK_HISTORY(…), RESULT_SCAN(…); null if the scope doesn't either.</summary>
    Relation? ResolveTableFunction(FunctionCall call);

    /// <summary>$n in FROM: the result of the n-th statement back in a flow.</summary>
    /// <exception cref="SnowflakeException">There is none so far back.</exception>
    Relation ResolveResult(int back, TextPosition position) => throw SnowflakeException.Compilation(position, $"${back} in FROM needs a statement before ->>.");

    /// <summary>A scripting variable or a named parameter, the name in upper case; null if there is none.</summary>
    TranslatedExpression? ResolveVariable(string name);

    /// <summary>A session variable ($name); null if there is none.</summary>
    TranslatedExpression? ResolveSessionVariable(string name);

    /// <summary>The ? with this ordinal, from 1; null if it is not bound.</summary>
    TranslatedExpression? ResolveParameter(int ordinal);

    /// <summary>UUID_STRING, RANDOM: a value that another run of the same text would not give.</summary>
    /// <exception cref="NotEmulatedException">The statement may have to be run again.</exception>
    void NoteVolatile(FunctionCall call)
    {
    }

    /// <summary>A function of the system: SYSTEM$STREAM_HAS_DATA('s') …; null if the scope doesn't know it.</summary>
    TranslatedExpression? ResolveSystemFunction(FunctionCall call);
}
