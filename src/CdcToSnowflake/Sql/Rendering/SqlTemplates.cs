using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>The templates: each parsed once, rendered with what it may see and no more.</summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
internal sealed class SqlTemplates(Func<string, TemplateFile?> read, TemplateVariables? variables = null)
{
    private readonly ConcurrentBag<TemplateFrame> _idle = [];
    private readonly ConcurrentDictionary<Type, (int Slot, MemberReader Reader)[]> _models = new();
    private readonly ConcurrentDictionary<string, CompiledTemplate> _compiled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
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
    public string Render(string template, object model) => Render(template, model, text => new string(text));

    /// <summary>Renders a template, and takes what is asked for from its text.</summary>
    /// <param name="template">As of <see cref="Render(string, object)"/>.</param>
    /// <param name="model">As of <see cref="Render(string, object)"/>.</param>
    /// <param name="take">Gets the text, which is gone afterwards.</param>
    public T Render<T>(string template, object model, Func<ReadOnlySpan<char>, T> take)
    {
        TemplateFrame frame = _idle.TryTake(out TemplateFrame? idle) ? idle : new TemplateFrame();
        foreach ((int slot, MemberReader reader) in _models.GetOrAdd(model.GetType(), ModelOf))
        {
            frame[slot] = reader.Read(model);
        }
        try
        {
            Compiled(template).Write(frame);
        }
        catch (ScriptRuntimeException error)
        {
            // The frame is left to the collector, with what it held.
            throw Broken(error.Span, error.OriginalMessage, error, template);
        }
        frame.Output.TrimEnd(0);
        T taken = take(frame.Output.Text);
        frame.Clear();
        _idle.Add(frame);
        return taken;
    }

    /// <summary>A template, made ready once.</summary>
    internal CompiledTemplate Compiled(string template) => _compiled.GetOrAdd(template, Compile);

    /// <summary>Whether there is a template of that name.</summary>
    internal bool Has(string template) => _compiled.ContainsKey(template) || read(template) is not null;

    /// <summary>Where frames keep the variable of a name.</summary>
    internal int SlotOf(string variable)
    {
        lock (_slots)
        {
            return _slots.TryGetValue(variable, out int slot) ? slot : _slots[variable] = _slots.Count;
        }
    }

    private (int, MemberReader)[] ModelOf(Type model) => [.. TemplateMembers.Of(model).Select(member => (SlotOf(member.Key), member.Value))];

    private CompiledTemplate Compile(string template)
    {
        TemplateFile file = read(template) ?? throw new SqlTemplateException(template, template + TemplateFile.Extension, 0, 0, "There is no such template.");
        _nameOfFile[file.Path] = template;
        Template parsed = Template.Parse(file.Text, file.Path);
        if (parsed.Messages.FirstOrDefault(message => message.Type == ParserMessageType.Error) is { } error)
        {
            throw Broken(error.Span, error.Message, null, template);
        }
        try
        {
            return new TemplateCompiler(this).Compile(parsed.Page!);
        }
        catch (ScriptRuntimeException refused)
        {
            throw Broken(refused.Span, refused.OriginalMessage, refused, template);
        }
    }

    private void Check(IEnumerable<TemplateFile> files)
    {
        if (Variables.Names.Except(files.SelectMany(file => Compiled(file.Name).Variables)).FirstOrDefault() is { } unread)
        {
            throw new ArgumentException($"No template in {nameof(SqlOptions)}.{nameof(SqlOptions.TemplateFolder)} reads '{TemplateVariables.Prefix}.{unread}'. Leave the variable out, or read it.");
        }
    }

    // Scriban counts lines and columns from 0.
    private SqlTemplateException Broken(SourceSpan span, string problem, Exception? inner, string rendered)
    {
        string file = span.FileName ?? read(rendered)?.Path ?? rendered;
        return new SqlTemplateException(_nameOfFile.GetValueOrDefault(file, rendered), file, span.Start.Line + 1, span.Start.Column + 1, problem, inner);
    }
}
