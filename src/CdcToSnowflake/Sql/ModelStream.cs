using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

/// <summary>A stream of a model.</summary>
/// <param name="Brand">The brand that it tells of.</param>
/// <param name="Stream">Its name.</param>
/// <param name="Task">The task that consumes it.</param>
/// <param name="Recreate">Makes it anew after it went stale, with what its consumer missed, and the mark that its task is still to be resumed.</param>
/// <param name="Resume">Resumes the task, which its failures may have suspended.</param>
/// <param name="Comment">Its comment when nothing is left to do.</param>
internal sealed record ModelStream(string Brand, ObjectName Stream, ObjectName Task, Func<SqlStatement> Recreate, Func<SqlStatement> Resume, string Comment);
