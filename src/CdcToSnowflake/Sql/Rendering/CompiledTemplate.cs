namespace CdcToSnowflake.Sql.Rendering;

/// <summary>A template made ready: what writes it, and what it refers to by name.</summary>
/// <param name="Write">Writes it into a frame.</param>
/// <param name="Includes">The templates that it includes.</param>
/// <param name="Variables">The user's variables that it reads.</param>
internal sealed record CompiledTemplate(Action<TemplateFrame> Write, IReadOnlyList<string> Includes, IReadOnlyList<string> Variables);
