# The gateway's installer: the folder with its configuration files as they are shipped, the service, an upgrade.

function SimGatewayFolder { 'C:\Program Files\On-premises data gateway' }
function SimGatewayProgram { (SimGatewayFolder) + '\Microsoft.PowerBI.EnterpriseGateway.exe' }

# The installed version, or nothing.
function SimGatewayVersion {
    $artifact = SimArtifact ([Simulation.Files]::Node((SimGatewayProgram)))
    if ($null -eq $artifact) { return $null }
    $artifact['version']
}

# Versions as numbers of equal length: 3000.322 is 3000.322.0.
function SimVersion {
    param([string]$Version)
    $parts = @($Version -split '\.')
    while ($parts.Count -lt 3) { $parts += '0' }
    [version]($parts -join '.')
}

function SimRunGatewayInstaller {
    param($Record)
    $artifact = $Record.work.artifact
    $machine = $global:Sim.machine
    $place = [array]::IndexOf(@($Record.work.arguments | ForEach-Object { $_.ToLowerInvariant() }), '/log')
    $log = if ($place -ge 0 -and $place + 1 -lt $Record.work.arguments.Count) { [Simulation.Paths]::Full($Record.work.arguments[$place + 1]) } else { 'C:\Windows\Temp\On-premises_data_gateway.log' }
    SimQuietly { SimPutText $log 'simulated log of the installer' }
    if ($null -ne (SimNextFailure $machine.installerFailures)) { $Record.exitCode = 1603; return }
    if ($machine.productType -eq 2) { $Record.exitCode = -2147463168; return }
    $installed = SimGatewayVersion
    # Not documented which code; documented is that the same or an older version is refused.
    if ($null -ne $installed -and $machine.services.ContainsKey('PBIEgwService') -and (SimVersion $installed) -ge (SimVersion $artifact['version'])) { $Record.exitCode = 1638; return }
    $done = SimEffect $null 'installer.run' "gateway $($artifact['version'])" { SimInstallGateway $artifact['version'] } {
        # Half an installation: programs, but neither all configuration files nor the service.
        SimPutText (SimGatewayProgram) (SimToJson ([ordered]@{ simulated = 'gatewayProgram'; version = $artifact['version'] }) 3 $true)
        SimPutText "$(SimGatewayFolder)\EnterpriseGatewayConfigurator.exe" 'MZ'
    }
    $Record.exitCode = if (-not $done) { 1603 } elseif ($machine.installerWantsRestart) { 3010 } else { 0 }
}

# An upgrade lays all the files anew, and keeps account and registration.
function SimInstallGateway {
    param([string]$Version)
    $folder = SimGatewayFolder
    $machine = $global:Sim.machine
    $service = $machine.services['PBIEgwService']
    if ($null -ne $service -and $service.status -eq 'Running') { SimServiceDown $service }
    foreach ($program in 'Microsoft.PowerBI.EnterpriseGateway.exe', 'EnterpriseGatewayConfigurator.exe') {
        SimPutText "$folder\$program" (SimToJson ([ordered]@{ simulated = 'gatewayProgram'; version = $Version; signer = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US' }) 3 $true)
    }
    SimPutText "$folder\m\Microsoft.Mashup.Container.NetFX45.exe" 'MZ'
    SimPutConfiguration $Version
    SimPutValue 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{7A0F1C5B-52B8-4B5E-A3BF-4F7C2E3D1A90}' 'DisplayName' 'GatewayComponents'
    SimPutValue 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{7A0F1C5B-52B8-4B5E-A3BF-4F7C2E3D1A90}' 'DisplayVersion' $Version
    SimPutKey 'HKLM:\SOFTWARE\Microsoft\On-premises data gateway'
    if ($null -eq $service) {
        SimAddService 'PBIEgwService' 'On-premises data gateway service' 'Automatic' 'NT SERVICE\PBIEgwService' "`"$(SimGatewayProgram)`""
        $machine.rights['S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079'] = @('SeServiceLogonRight')
        $machine.groups['S-1-5-32-559'].members = @(@($machine.groups['S-1-5-32-559'].members) + 'NT SERVICE\PBIEgwService')
    }
    $null = SimServiceUp $machine.services['PBIEgwService']
}

function SimConfigurationFiles {
    param([string]$Version)
    $worker = if ((SimVersion $Version) -ge [version]'3000.258.0') { 'FabricPipelineworker' } else { 'Fabricworker' }
    'EnterpriseGatewayConfigurator.exe.config'
    'Microsoft.PowerBI.EnterpriseGateway.exe.config'
    'm\Microsoft.Mashup.Container.NetFX45.exe.config'
    "FabricIntegrationRuntime\5.0\Shared\$worker.exe.config"
    'Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config'
}

function SimPutConfiguration {
    param([string]$Version)
    $folder = SimGatewayFolder
    $files = @(SimConfigurationFiles $Version)
    $head = "<?xml version=`"1.0`" encoding=`"utf-8`"?>`r`n<configuration>`r`n"
    $proxy = "  <system.net>`r`n    <defaultProxy useDefaultCredentials=`"true`" />`r`n  </system.net>`r`n"
    $runtime = "  <startup>`r`n    <supportedRuntime version=`"v4.0`" sku=`".NETFramework,Version=v4.8`" />`r`n  </startup>`r`n"
    $where = $global:Sim.machine.connectivitySetting
    $mode = "      <setting name=`"ServiceBusSystemConnectivityModeString`" serializeAs=`"String`">`r`n        <value>Https</value>`r`n      </setting>`r`n"
    SimPutText "$folder\$($files[0])" ($head + $runtime + $proxy + "</configuration>`r`n")
    $exe = $head
    $exe += "  <!-- Shipped by the installer; comments are part of the file. -->`r`n" + $runtime + $proxy
    $exe += "  <system.diagnostics>`r`n    <trace autoflush=`"false`">`r`n      <listeners>`r`n        <add name=`"ApplicationFileTraceListener`" type=`"Microsoft.PowerBI.DataMovement.Pipeline.Diagnostics.RotatableFilesManagerTraceListener, Microsoft.PowerBI.DataMovement.Pipeline.Diagnostics`" initializeData=`"%LOCALAPPDATA%\Microsoft\On-premises data gateway\,30,5120,100`" />`r`n      </listeners>`r`n    </trace>`r`n  </system.diagnostics>`r`n"
    if ($where -eq 'exe') { $exe += "  <applicationSettings>`r`n    <Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.GatewayCoreSettings>`r`n$mode    </Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.GatewayCoreSettings>`r`n  </applicationSettings>`r`n" }
    SimPutText "$folder\$($files[1])" ($exe + "</configuration>`r`n")
    SimPutText "$folder\$($files[2])" ($head + $runtime + "  <runtime>`r`n    <assemblyBinding xmlns=`"urn:schemas-microsoft-com:asm.v1`">`r`n      <probing privatePath=`"bin`" />`r`n    </assemblyBinding>`r`n  </runtime>`r`n</configuration>`r`n")
    SimPutText "$folder\$($files[3])" ($head + $runtime + "</configuration>`r`n")
    $settings = ''
    foreach ($setting in @(
            'MashupDefaultPoolContainerMaxCount=0', 'MashupDefaultPoolContainerMaxWorkingSetInMB=0', 'MashupDQPoolContainerMaxCount=0', 'MashupDQPoolContainerMaxWorkingSetInMB=0', 'MashupDisableContainerAutoConfig=False',
            'MashupTestConnectionPoolContainerMaxInstanceCount=2', 'StreamBeforeRequestCompletes=False', 'CPUUtilizationPercentageThreshold=0', 'MemoryUtilizationPercentageThreshold=0', 'ResourceUtilizationAggregationTimeInMinutes=5',
            'ReportFileCount=10', 'ReportFileSizeInBytes=104857600', 'QueryExecutionAggregationTimeInMinutes=5', 'SystemCounterAggregationTimeInMinutes=5', 'ADUserNameLookupProperty=', 'ADUserNameReplacementProperty=', 'ADServerPath=', 'FullDomainResolutionEnabled=False')) {
        $name, $value = $setting -split '=', 2
        $inner = if ($value -eq '') { '<value />' } else { "<value>$value</value>" }
        $settings += "      <setting name=`"$name`" serializeAs=`"String`">`r`n        $inner`r`n      </setting>`r`n"
    }
    if ($where -eq 'core') { $settings += $mode }
    SimPutText "$folder\$($files[4])" ($head + "  <configSections>`r`n    <sectionGroup name=`"applicationSettings`" type=`"System.Configuration.ApplicationSettingsGroup, System`" />`r`n  </configSections>`r`n  <applicationSettings>`r`n    <Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.GatewayCoreSettings>`r`n$settings    </Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.GatewayCoreSettings>`r`n  </applicationSettings>`r`n</configuration>`r`n")
}
