"""Opens projects with QGIS itself and prints what became of them as JSON.

Usage: opened_by_qgis.py PROJECT PICTURE [PROJECT PICTURE]...
"""

import json
import os
import sys
import xml.etree.ElementTree as xml

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsExpression,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def asked_fields(layer):
    """The fields that classes and labels of a layer ask for, and expressions that nobody can read."""
    renderer = layer.renderer()
    expressions = []
    if renderer.type() == "categorizedSymbol":
        expressions.append('"%s"' % renderer.classAttribute())
    else:
        expressions += [rule.filterExpression() for rule in renderer.rootRule().descendants()]
    if layer.labeling():
        expressions.append(layer.labeling().settings().fieldName)
    parsed = [QgsExpression(text) for text in expressions if text]
    fields = set().union(*(expression.referencedColumns() for expression in parsed))
    return fields, [expression.expression() for expression in parsed if expression.hasParserError()]


def classes(layer):
    """How many classes are drawn with a symbol."""
    renderer = layer.renderer()
    if renderer.type() == "categorizedSymbol":
        return len(renderer.categories())
    return sum(1 for rule in renderer.rootRule().descendants() if rule.symbol())


def told(layer):
    """What a project's layer is."""
    if layer is None or not layer.isValid():
        return {"valid": False}
    fields, broken = asked_fields(layer)
    return {
        "valid": True,
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "renderer": layer.renderer().type(),
        "classes": classes(layer),
        "labels": layer.labelsEnabled(),
        "missing": sorted(fields - {field.name() for field in layer.fields()}),
        "broken": broken,
        "aliases": sum(1 for field in layer.fields() if field.alias()),
    }


def painted(project, file, picture):
    """The share of pixels that something is drawn on, in the extent that the project opens with."""
    extent = xml.parse(file).getroot().find("mapcanvas/extent")
    sides = [float(extent.find(side).text) for side in ("xmin", "ymin", "xmax", "ymax")]
    settings = QgsMapSettings()
    nodes = project.layerTreeRoot().findLayers()
    shown = [node.layer() for node in nodes if node.isVisible() and node.layer()]
    settings.setLayers(shown)
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setExtent(QgsRectangle(*sides))
    settings.setOutputSize(QSize(1200, 900))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(picture)
    white = QColor("white").rgb()
    pixels = [
        image.pixel(x, y) != white
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    ]
    return sum(pixels) / len(pixels)


def opened(file, picture):
    """What QGIS makes of a project."""
    project = QgsProject.instance()
    project.clear()
    if not project.read(file):
        return {"error": project.error()}
    nodes = project.layerTreeRoot().findLayers()
    layers = [
        dict(told(node.layer()), id=node.layerId(), name=node.name(), shown=node.isVisible())
        for node in nodes
    ]
    result = {"title": project.title(), "crs": project.crs().authid(), "layers": layers}
    result["painted"] = painted(project, file, picture)
    return result


def main():
    QgsApplication.setPrefixPath(os.environ.get("QGIS_PREFIX_PATH", "/usr"), True)
    application = QgsApplication([], False)
    application.initQgis()
    pairs = zip(sys.argv[1::2], sys.argv[2::2])
    print(json.dumps([opened(file, picture) for file, picture in pairs]))
    application.exitQgis()


main()
