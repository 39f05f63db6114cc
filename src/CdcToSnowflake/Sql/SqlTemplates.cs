using System.Collections.Concurrent;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql;

/// <summary>The templates: each parsed once, rendered with what it may see and no more.</summary>
internal sealed class SqlTemplates(Func<string, string?> read)
{
    private readonly ConcurrentBag<SqlTemplateContext> _idle = [];
    private readonly ConcurrentDictionary<string, Template> _parsed = new(StringComparer.Ordinal);

    /// <summary>The templates that come with the SDK, shared: they never change.</summary>
    public static SqlTemplates Embedded { get; } = new(ReadEmbedded);

    /// <summary>Renders a template.</summary>
    /// <param name="template">Its folder and name, such as <c>pipe/create</c>.</param>
    /// <param name="model">What it sees: the object's properties, in snake_case.</param>
    public string Render(string template, object model)
    {
        // Contexts are kept: each learns the types of what it is shown by reflection, which takes longer than the rendering.
        SqlTemplateContext context = _idle.TryTake(out SqlTemplateContext? idle) ? idle : new SqlTemplateContext(this);
        context.PushGlobal(TemplateModel.Of(model));
        try
        {
            string sql = Parsed(template).Render(context).TrimEnd();
            context.PopGlobal();
            _idle.Add(context);
            return sql;
        }
        catch (ScriptRuntimeException error)
        {
            // The context is left to the collector: who knows what it still holds.
            throw Broken(template, error.Span, error.OriginalMessage, error);
        }
    }

    internal Template Parsed(string template) => _parsed.GetOrAdd(template, Parse);

    private Template Parse(string template)
    {
        string text = read(template) ?? throw new SqlTemplateException(template, 0, 0, "There is no such template.");
        Template parsed = Template.Parse(text, template);
        LogMessage? error = parsed.Messages.FirstOrDefault(message => message.Type == ParserMessageType.Error);
        return error is null ? parsed : throw Broken(template, error.Span, error.Message, null);
    }

    // Scriban counts lines and columns from 0.
    private static SqlTemplateException Broken(string template, SourceSpan span, string problem, Exception? inner) =>
        new(span.FileName ?? template, span.Start.Line + 1, span.Start.Column + 1, problem, inner);

    private static string? ReadEmbedded(string template)
    {
        using Stream? stream = typeof(SqlTemplates).Assembly.GetManifestResourceStream($"Templates/{template}.sbn-sql");
        if (stream is null)
        {
            return null;
        }
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
