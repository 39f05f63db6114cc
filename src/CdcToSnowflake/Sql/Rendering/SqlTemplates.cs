using System.Collections.Concurrent;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>The templates: each parsed once, rendered with what it may see and no more.</summary>
internal sealed class SqlTemplates(Func<string, TemplateFile?> read, TemplateVariables? variables = null)
{
    private readonly ConcurrentBag<SqlTemplateContext> _idle = [];
    private readonly ConcurrentDictionary<string, Template> _parsed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _nameOfFile = new(StringComparer.Ordinal);

    /// <summary>The templates that come with the SDK, shared: they never change.</summary>
    public static SqlTemplates Embedded { get; } = new(EmbeddedTemplates.Read);

    /// <summary>The user's own variables.</summary>
    public TemplateVariables Variables { get; } = variables ?? new TemplateVariables(new Dictionary<string, object>());

    /// <summary>The SDK's templates with a user's in their places, all of the user's parsed, and what they refer to found.</summary>
    public static SqlTemplates Of(SqlOptions options)
    {
        TemplateVariables variables = new(options.Variables);
        IReadOnlyDictionary<string, TemplateFile> files = options.TemplateFolder is null ? new Dictionary<string, TemplateFile>() : TemplateFolder.Read(options.TemplateFolder);
        if (files.Count == 0 && !variables.Names.Any())
        {
            return Embedded;
        }
        SqlTemplates templates = new(name => files.GetValueOrDefault(name) ?? EmbeddedTemplates.Read(name), variables);
        templates.Check(files.Values);
        return templates;
    }

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
            throw Broken(error.Span, error.OriginalMessage, error, template);
        }
    }

    internal Template Parsed(string template) => _parsed.GetOrAdd(template, Parse);

    private Template Parse(string template)
    {
        TemplateFile file = read(template) ?? throw new SqlTemplateException(template, template + TemplateFile.Extension, 0, 0, "There is no such template.");
        _nameOfFile[file.Path] = template;
        Template parsed = Template.Parse(file.Text, file.Path);
        LogMessage? error = parsed.Messages.FirstOrDefault(message => message.Type == ParserMessageType.Error);
        return error is null ? parsed : throw Broken(error.Span, error.Message, null, template);
    }

    private void Check(IEnumerable<TemplateFile> files)
    {
        HashSet<string> unread = [.. Variables.Names];
        HashSet<string> known = [.. unread];
        foreach (TemplateFile file in files)
        {
            TemplateReferences references = TemplateReferences.Of(Parsed(file.Name).Page!);
            foreach ((string name, SourceSpan span) in references.Includes)
            {
                _ = read(name) ?? throw Broken(span, $"It includes '{name}', and there is no such template.", null, file.Name);
            }
            foreach ((string name, SourceSpan span) in references.Variables)
            {
                unread.Remove(name);
                if (!known.Contains(name))
                {
                    throw Broken(span, $"'{TemplateVariables.Prefix}.{name}' isn't among {nameof(SqlOptions)}.{nameof(SqlOptions.Variables)}: {(known.Count == 0 ? "there are none" : string.Join(", ", Variables.Names))}.", null, file.Name);
                }
            }
        }
        if (unread.Count > 0)
        {
            throw new ArgumentException($"No template in {nameof(SqlOptions)}.{nameof(SqlOptions.TemplateFolder)} reads '{TemplateVariables.Prefix}.{unread.Order(StringComparer.Ordinal).First()}'. Leave the variable out, or read it.");
        }
    }

    // Scriban counts lines and columns from 0.
    private SqlTemplateException Broken(SourceSpan span, string problem, Exception? inner, string rendered)
    {
        string file = span.FileName ?? read(rendered)?.Path ?? rendered;
        return new SqlTemplateException(_nameOfFile.GetValueOrDefault(file, rendered), file, span.Start.Line + 1, span.Start.Column + 1, problem, inner);
    }
}
