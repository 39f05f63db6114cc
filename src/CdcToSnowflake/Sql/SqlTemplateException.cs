namespace CdcToSnowflake.Sql;

/// <summary>A template is missing, broken, or does what templates may not. It is a defect of the template, not of the model.</summary>
/// <param name="template">The template, such as <c>pipe/create</c>.</param>
/// <param name="file">The file: its path if it stands in <see cref="SqlOptions.TemplateFolder"/>, else its name among those that come with the SDK.</param>
/// <param name="line">The line, from 1; 0 if the whole template is meant.</param>
/// <param name="column">The column, from 1; 0 if the whole template is meant.</param>
/// <param name="problem">What is wrong.</param>
/// <param name="inner">The cause, if another exception was.</param>
/// <remarks>Correct the template at the line and column named; take its place out of <see cref="SqlOptions.TemplateFolder"/> to have the SDK's own again.</remarks>
public sealed class SqlTemplateException(string template, string file, int line, int column, string problem, Exception? inner = null)
    : Exception($"{file}({line},{column}): {problem}", inner)
{
    /// <summary>The template, such as <c>pipe/create</c>.</summary>
    public string Template { get; } = template;

    /// <summary>The file: its path if it stands in <see cref="SqlOptions.TemplateFolder"/>, else its name among those that come with the SDK.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1; 0 if the whole template is meant.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1; 0 if the whole template is meant.</summary>
    public int Column { get; } = column;
}
