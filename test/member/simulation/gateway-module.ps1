# The modules DataGateway.Profile and DataGateway, in PowerShell 7 only. Errors of their commands do not end a statement
# by themselves, as the real ones do not. Texts of errors are plausible, not copied: scripts may
# go by codes of the sign-in service (AADSTS...), which are public, and by nothing else.

function SimModuleVersion {
    param([string]$Name, [string]$Version)
    $root = "C:\Program Files\PowerShell\Modules\$Name"
    $best = $null
    foreach ($folder in @($root) + @((SimChildren $root) | Where-Object { $_.dir } | ForEach-Object { $_.path })) {
        $manifest = SimText "$folder\$Name.psd1"
        if ($null -eq $manifest -or $manifest -notmatch "ModuleVersion = '([\d.]+)'") { continue }
        $found = $Matches[1]
        if ($Version -ne '' -and [version]$found -ne [version]$Version) { continue }
        $needs = if ($manifest -match "PowerShellVersion = '([\d.]+)'") { $Matches[1] } else { '7.0.0' }
        $whole = $manifest.TrimEnd().EndsWith('# SIG # End signature block') -and $null -ne (SimArtifact ([Simulation.Files]::Node("$folder\$Name.dll")))
        if ($null -eq $best -or [version]$found -gt [version]$best.version) { $best = @{ version = $found; needs = $needs; whole = $whole; folder = $folder } }
    }
    $best
}

# Answers why a module cannot be imported, or nothing.
function SimImportProblem {
    param([string]$Name, [string]$Version)
    $module = SimModuleVersion $Name $Version
    if ($null -eq $module) { return "The specified module '$Name' was not loaded because no valid module file was found in any module directory." }
    if ($global:SimProcess.edition -ne 'Core') { return "The module '$Name' supports PowerShell edition Core only." }
    if ([version]($global:SimProcess.psVersion -replace '-.*', '') -lt [version]$module.needs) { return "The version of PowerShell on this computer is '$($global:SimProcess.psVersion)'. The module '$($module.folder)\$Name.psd1' requires a minimum PowerShell version of '$($module.needs)' to run." }
    if (-not $module.whole) { return "Could not load file or assembly '$($module.folder)\$Name.dll'. An attempt was made to load a program with an incorrect format." }
    if ($Name -eq 'DataGateway') {
        $problem = SimImportProblem 'DataGateway.Profile' $module.version
        if ($null -ne $problem) { return "The required module 'DataGateway.Profile' is not loaded. $problem" }
    }
    $global:SimProcess.modules[$Name] = $module.version
    $null
}

function Import-Module {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Name, [string]$RequiredVersion, [switch]$Force, [switch]$DisableNameChecking, [switch]$PassThru)
    foreach ($one in $Name) {
        # A path to the module's folder or manifest is as good as its name.
        $short = if ($one.Contains('\')) { $leaf = [Simulation.Paths]::Leaf($one) -replace '\.psd1$', ''; if ($leaf -match '^[\d.]+$') { [Simulation.Paths]::Leaf([Simulation.Paths]::Parent($one)) } else { $leaf } } else { $one }
        $problem = $null
        if ($one.Contains('\') -and $null -eq [Simulation.Files]::Node([Simulation.Paths]::Full($one))) { $problem = "The specified module '$one' was not loaded because no valid module file was found in any module directory." }
        elseif ($short -eq 'ActiveDirectory') { if ($global:Sim.machine.features['RSAT-AD-PowerShell']) { continue } else { $problem = "The specified module 'ActiveDirectory' was not loaded because no valid module file was found in any module directory." } }
        elseif ($short -in 'Microsoft.PowerShell.Utility', 'Microsoft.PowerShell.Management', 'Microsoft.PowerShell.Security', 'Microsoft.PowerShell.LocalAccounts', 'Storage', 'NetTCPIP', 'DnsClient', 'ServerManager', 'CimCmdlets') { continue }
        elseif ($short -eq 'LAPS' -and $global:Sim.machine.lapsAvailable) { continue }
        elseif ($short -in 'DataGateway', 'DataGateway.Profile') { $problem = SimImportProblem $short $RequiredVersion }
        else { $problem = "The specified module '$one' was not loaded because no valid module file was found in any module directory." }
        if ($null -ne $problem) {
            $Cmdlet = $PSCmdlet
            $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([System.IO.FileNotFoundException]::new($problem), 'Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand', 'ResourceUnavailable', $one))
            continue
        }
        if ($PassThru) { [pscustomobject]@{ Name = $short; Version = [version]$global:SimProcess.modules[$short] } }
    }
}

# PowerShell loads a module by itself when one of its commands is called, if it can.
function SimLoaded {
    param($Cmdlet)
    $name = $Cmdlet.MyInvocation.MyCommand.Name
    $module = if ($name -match 'ServiceAccount$|AccessToken$') { 'DataGateway.Profile' } else { 'DataGateway' }
    if ($global:SimProcess.modules.ContainsKey($module) -or $null -eq (SimImportProblem $module '')) { return $true }
    SimFail $Cmdlet ([System.Management.Automation.CommandNotFoundException]::new("The term '$name' is not recognized as a name of a cmdlet, function, script file, or executable program.")) 'CommandNotFoundException' 'ObjectNotFound' $name
}

function SimGatewayError { param($Cmdlet, $Exception, [string]$Id = 'DataGatewayError') SimError $Cmdlet $Exception $Id 'NotSpecified' $null }

# Whether a call gets to the service and through its door; raises the error otherwise. Answers the principal.
function SimGatewayCall {
    param($Cmdlet, [bool]$SignedIn = $true)
    $name = $Cmdlet.MyInvocation.MyCommand.Name
    if (-not (SimLoaded $Cmdlet)) { return $null }
    [Simulation.Network]::Note('gateway', $name)
    if ($SignedIn -and $null -eq $global:SimProcess.connection) { SimGatewayError $Cmdlet 'Login first with Login-DataGatewayServiceAccount'; return $null }
    $service = [uri]"https://$(if ($SignedIn) { 'api.powerbi.com' } else { 'login.microsoftonline.com' })/"
    if ([Simulation.Network]::IsDown() -or [Simulation.Network]::NamesAreDown() -or [Simulation.Network]::IsBlocked($service.Host, 443)) { SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new("No such host is known. ($($service.Host):443)")); return $null }
    $proxy = SimProcessProxy $service
    $open = if ($null -ne $proxy) { $null -eq (SimProxyRefuses $proxy.address $proxy.withAccount $service) } else { -not (SimProxyNeeded $service) }
    if (-not $open -and $global:Sim.world.proxy.registration -eq 'file') {
        # Nobody has shown which proxy registration takes; a world may say that it is the configurator's file.
        $file = SimFileProxy 'EnterpriseGatewayConfigurator.exe.config'
        $open = $null -ne $file -and $null -eq (SimProxyRefuses $file.address $file.withAccount $service)
    }
    if (-not $open) { SimAdvance 21; SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new("A connection attempt failed because the connected party did not properly respond after a period of time. ($($service.Host):443)")); return $null }
    if ([Math]::Abs([Simulation.Network]::ClockOffset()) -gt 86400) { SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new('The SSL connection could not be established, see inner exception.')); return $null }
    foreach ($key in $name, '*') {
        $failure = SimNextFailure $global:Sim.world.tenant.failures[$key]
        if ($null -ne $failure) { SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new("Response status code does not indicate success: $($failure.status) ($([System.Net.HttpStatusCode][int]$failure.status)).")); return $null }
    }
    if (-not $SignedIn) { return @{} }
    if ($global:Sim.world.tenant.servicePrincipals -eq 'refused') { SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 401 (Unauthorized).')); return $null }
    $global:SimProcess.connection
}

# The clusters that a principal sees in a scope; raises the error where it may not look.
function SimSeenClusters {
    param($Cmdlet, $Principal, [string]$Scope)
    if ($Scope -eq 'Organization' -and -not $Principal.tenantAdmin) { SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 403 (Forbidden).')); return }
    foreach ($cluster in $global:Sim.world.tenant.clusters) {
        if ((SimVisible $cluster) -and ($Scope -eq 'Organization' -or (SimIsAdmin $cluster $Principal))) { $cluster }
    }
}

# The cluster of that id if the principal may change it; raises the error otherwise.
function SimOwnCluster {
    param($Cmdlet, $Principal, [guid]$Id, [string]$Scope = 'Individual')
    foreach ($cluster in @(SimSeenClusters $Cmdlet $Principal $Scope)) { if ($cluster.id -eq $Id.ToString()) { return $cluster } }
    SimGatewayError $Cmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 404 (Not Found). DMTS_EntityNotFoundError'))
}

# Why this machine cannot be registered, or nothing.
function SimRegisterProblem {
    param($Principal, [string]$OldestVersion, [bool]$Overwrite, [string]$Key)
    $world = $global:Sim.world
    $version = SimGatewayVersion
    $service = $global:Sim.machine.services['PBIEgwService']
    if ($null -eq $version -or $null -eq $service) { return 'The gateway is not installed on this machine.' }
    if ((SimVersion $version) -lt (SimVersion $OldestVersion)) { return "Please upgrade the gateway: version $version does not support this, $OldestVersion or later does." }
    SimServicesDue
    if ($service.status -ne 'Running') { return 'The gateway service is not running.' }
    if ($world.tenant.privateLink) { return [System.NullReferenceException]::new('Object reference not set to an instance of an object.') }
    if ($world.tenant.servicePrincipals -eq 'notForRegistration') { return 'This cmdlet must be run with a user based credential.' }
    if (-not (SimTenantAllowed $world.tenant.id)) { return "Registration to the tenant $($world.tenant.id) is not allowed on this machine." }
    if ($world.tenant.installersRestricted -and -not $Principal.installer) { return 'You do not have permission to install gateways in this tenant. Contact your administrator.' }
    if ($null -ne (SimRegistration) -and -not $Overwrite) { return 'A gateway is already registered on this machine.' }
    if ($Key.Length -lt 8) { return 'The recovery key must have at least 8 characters.' }
    $null
}
