// The owner's app: restaurants' orders, live out of the log of cuts, and as reports out of the warehouse, where each owner sees what is theirs.
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using OwnerApp;
using OwnerApp.Accounts;
using OwnerApp.Brands;
using OwnerApp.Feed;
using OwnerApp.Generator;
using OwnerApp.Operations;
using OwnerApp.Reports;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = SourceArguments.Expand(args), ContentRootPath = AppContext.BaseDirectory });
builder.Services.Configure<OwnerAppOptions>(builder.Configuration.GetSection("OwnerApp"));
builder.Services.AddSingleton<Workspace>().AddSingleton<ReplayClock>().AddSingleton<LiveFeed>().AddSingleton<CancelledOrders>().AddSingleton<KeptAnswers>();

// The recordings first, so that their files are there when the captures look for them.
builder.Services.AddSingleton<Recordings>().AddHostedService(services => services.GetRequiredService<Recordings>());
builder.AddPipeline();
builder.AddRoles();
builder.Services.AddHostedService<OrderGenerator>();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
{
    cookie.Cookie.Name = "owner";
    cookie.Cookie.SameSite = SameSiteMode.Strict;
    cookie.ExpireTimeSpan = Sessions.Lasts;
    // The page asks; a redirect would be taken for an answer.
    cookie.Events.OnRedirectToLogin = Refuse(StatusCodes.Status401Unauthorized);
    cookie.Events.OnValidatePrincipal = context =>
    {
        if (context.HttpContext.RequestServices.GetRequiredService<Sessions>().Ending(Session.Of(context.Principal!).Id) is null)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    };
    cookie.Events.OnRedirectToAccessDenied = Refuse(StatusCodes.Status403Forbidden);
});
builder.Services.AddAuthorizationBuilder().AddPolicy(Session.Operator, policy => policy.RequireClaim(Session.Operator));

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();
app.MapHealthChecks("/health");
app.MapSession();
app.MapFeed();
app.MapReports();
app.MapOperations();
await app.RunAsync();

static Func<Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions>, Task> Refuse(int status) => context =>
{
    context.Response.StatusCode = status;
    return Task.CompletedTask;
};
